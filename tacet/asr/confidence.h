// Word confidence: the probability that a word is right, from its tokens' probabilities.
#pragma once

#include <span>

namespace tacet::asr {

// `token_probabilities` are the decoder's, in [0, 1], of the tokens that spell the word (not of its
// punctuation). It is the least of them on a logistic scale. The result is in [0, 1], rises with
// each of them, and is calibrated: of the words given 0.9, about nine in ten are right. 0 for no
// tokens. Pure; thread-safe.
double WordConfidence(std::span<const double> token_probabilities);

}  // namespace tacet::asr
