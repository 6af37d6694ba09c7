# Best models by BIC (glm) and the average over graphs (dga 2.0.2) on made-up tables, as R finds them.
#   Rscript in_r_bic_and_dga.R < made_up.csv > in_r_bic_and_dga.csv
# made_up.csv: lists, and counts by history as in in_r.csv. Needs R with dga and lpSolve.
suppressMessages({library(dga); library(lpSolve)})
data(graphs3); data(graphs4); data(graphs5)
inside <- function(q, w) bitwAnd(q, w) == q  # histories and terms are bits, list 1 the lowest

# Does the estimate exist, and is it the only one? Fienberg & Rinaldo 2012, as a linear programme.
bears <- function(y, cells, kept) {
  a <- outer(cells, kept, function(w, q) as.numeric(inside(q, w)))
  if (qr(a)$rank < length(kept)) return(FALSE)
  sides <- rbind(cbind(t(a), 0), cbind(diag(length(cells)), -1))
  found <- lp("max", c(rep(0, length(cells)), 1), sides,
              c(rep("=", length(kept)), rep(">=", length(cells))),
              c(colSums(a * y), rep(0, length(cells))))
  found$status == 0 && found$objval > 1e-7
}

one <- function(y, lists, terms) {
  cells <- seq_len(2^lists - 1)
  carried <- sapply(terms, function(q) sum(y[inside(q, cells)]) > 0)
  gone <- terms[!carried]; kept <- c(0, terms[carried])
  left <- cells[!sapply(cells, function(w) any(inside(gone, w)))]
  x <- outer(left, kept, function(w, q) as.numeric(inside(q, w)))
  fit <- suppressWarnings(glm.fit(x, y[left], family = poisson(), mustart = y[left] + .1,
                                  control = glm.control(1e-14, 100)))
  l <- sum(dpois(y[left], fit$fitted.values, log = TRUE))
  list(bic = (length(terms) + 1) * log(sum(y)) - 2 * l, estimate = sum(y) + exp(fit$coefficients[[1]]),
       left = left, kept = kept, terms = terms)
}

models <- function(lists, order) {
  all <- seq_len(2^lists - 1); size <- sapply(all, function(w) sum(bitwAnd(w, 2^(0:10)) > 0))
  found <- list(all[size == 1])
  for (k in seq(2, order)) {
    found <- unlist(lapply(found, function(m) {
      may <- Filter(function(q) all(all[size == k - 1 & inside(all, q)] %in% m), all[size == k])
      lapply(seq_len(2^length(may)) - 1, function(s) c(m, may[bitwAnd(s, 2^(seq_along(may) - 1)) > 0]))
    }), recursive = FALSE)
  }
  Filter(function(m) length(m) < 2^lists - 1, found)
}

digits <- function(x) paste(sprintf("%.12g", x), collapse = " ")

bic <- function(y, lists) {
  tried <- lapply(models(lists, if (lists < 5) lists else 2), function(m) one(y, lists, m))
  tried <- tried[order(sapply(tried, `[[`, "bic"))]
  best <- list()
  for (m in tried) {
    if (bears(y[m$left], m$left, m$kept)) best <- c(best, list(m))
    if (length(best) == 3) break
  }
  c(paste(setdiff(best[[1]]$terms, 2^(0:9)), collapse = " "),
    digits(sapply(best, `[[`, "bic")), digits(sapply(best, `[[`, "estimate")))
}

# On the usual grid of 1,000 points up to 30 n: mean, and the mass up to the 10th, 50th, 200th point.
dga <- function(y, lists) {
  if (lists > 5) return(c("", ""))
  counts <- c(0, y)[1 + sapply(0:(2^lists - 1), function(k) {
    sum(rev(as.integer(intToBits(k)[1:lists])) * 2^(0:(lists - 1)))})]
  unseen <- seq(1, 30 * sum(y), length.out = 1000)
  mass <- colSums(bma.cr(array(counts, rep(2, lists)), unseen, 2^-lists, get(paste0("graphs", lists))))
  c(digits(sum(y) + sum(mass * unseen)), digits(cumsum(mass)[c(10, 50, 200)]))
}

table <- read.csv(file("stdin"), colClasses = c("integer", "character"))
cat("lists,counts,model,bic,estimates,mean,mass\n")
for (k in seq_len(nrow(table))) {
  lists <- table$lists[k]; y <- numeric(2^lists - 1)
  for (cell in strsplit(table$counts[k], " ")[[1]]) {
    part <- as.numeric(strsplit(cell, ":")[[1]]); y[part[1]] <- part[2]
  }
  cat(paste(c(lists, table$counts[k], bic(y, lists), dga(y, lists)), collapse = ","), "\n", sep = "")
}
