// The hand-made word sets of the name rule. All in small letters.
// Thread-safe: pure functions over constants.
#pragma once

#include <string_view>

namespace tacet::pii {

// Words that are no name on their own even in a strong context: function words, fillers, common
// verbs.
bool IsNameStopWord(std::string_view word);

// "mr", "mrs", "doctor": stands before a name and stays readable.
bool IsPersonTitle(std::string_view word);

// "street", "avenue", "ave": the word after a street's name.
bool IsStreetSuffix(std::string_view word);

// "bank", "university", "motors": makes what stands before it an organisation or a place.
bool IsOrganisationWord(std::string_view word);

// Months, weekdays, nations, languages, states, well-known cities and brands that are names too or
// look like them: never a name alone in running text.
bool IsPlaceOrBrand(std::string_view word);

// "husband", "daughter", "manager": "my husband John".
bool IsRelation(std::string_view word);

// "company", "street", "user": "company name" asks for no person's name.
bool IsNonPersonNameOwner(std::string_view word);

}  // namespace tacet::pii
