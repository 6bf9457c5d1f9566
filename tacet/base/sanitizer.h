// What tests do less of where a sanitizer watches.
#pragma once

namespace tacet {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kSanitized = true;
#elif defined(__has_feature)
inline constexpr bool kSanitized =
    __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
inline constexpr bool kSanitized = false;
#endif

// How many random cases a test tries that has time for `count` in an ordinary build. Under a
// sanitizer each takes ten times as long; what they look for there shows in the first already.
constexpr unsigned RandomCases(unsigned count) { return kSanitized ? count / 10 : count; }

}  // namespace tacet
