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

// The number of words of `words[0..count)` that are an organisation's name with a person's name in
// it
// ("wells fargo", "john deere"); 0 for none. At most kLongestOrganisation words are looked at.
inline constexpr int kLongestOrganisation = 3;
int OrganisationPrefix(const std::string_view* words, int count);

}  // namespace tacet::pii
