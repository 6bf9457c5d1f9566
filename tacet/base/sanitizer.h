// Whether a sanitizer watches this build, for tests whose cost or measure depends on it.
#pragma once

namespace tacet {

#if defined(__has_feature)
#define TACET_HAS_FEATURE(name) __has_feature(name)
#else
#define TACET_HAS_FEATURE(name) 0
#endif

#if defined(__SANITIZE_ADDRESS__) || TACET_HAS_FEATURE(address_sanitizer)
inline constexpr bool kAddressSanitizer = true;
#else
inline constexpr bool kAddressSanitizer = false;
#endif

#if defined(__SANITIZE_THREAD__) || TACET_HAS_FEATURE(thread_sanitizer)
inline constexpr bool kThreadSanitizer = true;
#else
inline constexpr bool kThreadSanitizer = false;
#endif

#undef TACET_HAS_FEATURE

// How many random cases a test tries that has time for `count` in an ordinary build. Under a
// sanitizer each takes ten times as long; what they look for there shows in the first already.
constexpr unsigned RandomCases(unsigned count) {
  return kAddressSanitizer || kThreadSanitizer ? count / 10 : count;
}

}  // namespace tacet
