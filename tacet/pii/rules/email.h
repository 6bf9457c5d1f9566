// EMAIL: written ("ana@example.com"), spoken ("ana dot lopez at example dot com", spelled letters,
// "b as in boy", "underscore", numbers) and what speech recognition makes of it in between
// ("ana.lopez at example.com", "Ana Lopez@example.com"). A website alone is none.
#pragma once

#include <memory>

#include "tacet/pii/pii_recognizer.h"

namespace tacet::pii {

// Confidence: 0.99 a written address; 0.97 a spoken one with context or a mail provider's domain;
// 0.85 a spoken one known by its form only; 0.75 a provider without its ".com".
std::unique_ptr<PiiRecognizer> MakeEmailRecognizer();

}  // namespace tacet::pii
