"""stub"""
import argparse
def add_options(parser): pass
def run(options): pass
