"""Where the rules come from."""

FOUNDING = "Alliance Anti-Trafic, Notre travail: staff cross where a partner is dangerous"
RETURNS = "Alliance Anti-Trafic on the returns of 2014: families extorted, certificates destroyed"
CONSENT = "IRC and UNICEF, Caring for Child Survivors (2012); GBV Guidelines (2017): consent first"
WHO = "WHO, Ethical and Safety Recommendations for Interviewing Trafficked Women (2003), 1 and 5"
SCALE = "Admiralty scale of sources (STANAG 2511)"
IOM = "IOM, Handbook on Direct Assistance for Victims of Trafficking (2007), chapters 1 and 3"
