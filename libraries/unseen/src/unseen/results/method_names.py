"""What each method is called. Apart from the methods, so that a form can list them without loading
what computes them: numpy and scipy take most of a second."""

from unseen.messages import say

NAMES = {
    "independence": say("no dependence between lists"),
    "stepwise": say("stepwise choice of pairs"),
    "bic": say("best of all models (BIC)"),
    "dga": say("average over graphs (dga)"),
    "bayes": say("Bayesian thresholding"),
    "latent": say("latent classes (LCMCR)"),
    "chapman": say("two lists (Chapman)"),
    "chao": say("Chao’s lower bound"),
    "mth-chao": say("unequal people (Mth): Chao"),
    "mth-poisson": say("unequal people (Mth): Poisson"),
    "mth-darroch": say("unequal people (Mth): Darroch"),
    "mth-gamma": say("unequal people (Mth): Gamma"),
    "mh-chao": say("unequal people, equal lists (Mh): Chao"),
    "mh-poisson": say("unequal people, equal lists (Mh): Poisson"),
    "mh-darroch": say("unequal people, equal lists (Mh): Darroch"),
    "mh-gamma": say("unequal people, equal lists (Mh): Gamma"),
}
