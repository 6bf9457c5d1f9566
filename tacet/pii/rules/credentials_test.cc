#include "tacet/pii/rules/credentials.h"

#include <gtest/gtest.h>

#include "tacet/pii/rules/found_texts.h"

namespace tacet::pii {
namespace {

void CheckPasswords(const std::vector<FoundCase>& cases) {
  CheckFound(*MakeCredentialRecognizer(), PiiEntityType::kPassword, cases);
}

void CheckUsernames(const std::vector<FoundCase>& cases) {
  CheckFound(*MakeCredentialRecognizer(), PiiEntityType::kUsername, cases);
}

TEST(CredentialsTest, FindsPasswords) {
  CheckPasswords({
      {"My password is Sunny42day.", {"Sunny42day"}},
      {"the password is blue-harbor-77, all lower case", {"blue-harbor-77"}},
      {"password: hunter2", {"hunter2"}},
      {"My password is sunshine.", {"sunshine"}},
      {"What's the password?\nIt's Winter2024!", {"Winter2024"}},
      {"the password is capital s summer two four dollar sign",
       {"capital s summer two four dollar sign"}},
      {"the wifi password is green tree nine nine", {"green tree nine nine"}},
      {"Can you tell me your password?\nUm, it's rosebud 1941.", {"rosebud 1941"}},
  });
}

TEST(CredentialsTest, LeavesTalkOfPasswords) {
  CheckPasswords({
      {"My password is wrong.", {}},
      {"I forgot my password and my account is locked.", {}},
      {"Your password is about to expire.", {}},
      {"The password is not working, it says it's incorrect.", {}},
      {"You can reset the password on the website.", {}},
      {"Did you change the password?\nYes, I did that yesterday.", {}},
      {"The password must have 8 characters.", {}},
      {"a password manager", {}},
  });
}

TEST(CredentialsTest, FindsUsernames) {
  CheckUsernames({
      {"My username is rosa_diaz88.", {"rosa_diaz88"}},
      {"user name is kestrel", {"kestrel"}},
      {"What is your username?\nIt's j d o e four two.", {"j d o e four two"}},
      {"login is mkowalski7", {"mkowalski7"}},
      {"The user ID is quietriver.", {"quietriver"}},
  });
}

TEST(CredentialsTest, LeavesTalkOfUsernames) {
  CheckUsernames({
      {"The username is already taken.", {}},
      {"I can't remember the username.", {}},
      {"We can handle that.", {}},
      {"Your username is the same as before.", {}},
  });
}

}  // namespace
}  // namespace tacet::pii
