#include "tacet/server/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tacet/base/temp_dir.h"
#include "tacet/server/config_settings.h"

namespace tacet::server {
namespace {

using ::testing::HasSubstr;

TEST(ConfigTest, TheTemplateIsAConfigurationOfDefaults) {
  const auto config = ParseConfig(ConfigTemplate(), /*json=*/false);
  ASSERT_TRUE(config) << config.error().message;
  EXPECT_EQ(config->listen, Config().listen);
  EXPECT_EQ(config->jobs_queue_bandwidth, Config().jobs_queue_bandwidth);
  for (const Setting& setting : Settings()) {
    const size_t dot = setting.name.find('.');
    const std::string key(dot == std::string_view::npos ? setting.name
                                                        : setting.name.substr(dot + 1));
    EXPECT_THAT(ConfigTemplate(), HasSubstr("\n" + key + " = "));
  }
}

TEST(ConfigTest, ReadsTomlAndJsonAlike) {
  const auto toml = ParseConfig("region = \"eu-west-1\"\n[workers]\ncount = 3\n", false);
  const auto json = ParseConfig(R"({"region": "eu-west-1", "workers": {"count": 3}})", true);
  ASSERT_TRUE(toml) << toml.error().message;
  ASSERT_TRUE(json) << json.error().message;
  for (const auto& config : {*toml, *json}) {
    EXPECT_EQ(config.region, "eu-west-1");
    EXPECT_EQ(config.workers_count, 3);
  }
}

TEST(ConfigTest, NamesEveryProblemAtOnce) {
  const auto config = ParseConfig(
      "regoin = \"x\"\n[workers]\ncount = \"two\"\nmax_attempts = 0\n[log]\nlevel = \"loud\"\n",
      false);
  ASSERT_FALSE(config);
  EXPECT_THAT(config.error().message, HasSubstr("there is no setting 'regoin'"));
  EXPECT_THAT(config.error().message, HasSubstr("'workers.count' must be a whole number"));
  EXPECT_THAT(config.error().message, HasSubstr("'workers.max_attempts' must be a whole number"));
  EXPECT_THAT(config.error().message, HasSubstr("'log.level' must be one of debug|info"));
}

TEST(ConfigTest, SaysTheLineOfBrokenToml) {
  const auto config = ParseConfig("region = \"a\"\nlisten = \n", false);
  ASSERT_FALSE(config);
  EXPECT_THAT(config.error().message, HasSubstr("line 2"));
}

TEST(ConfigTest, RefusesControlCharactersAndLettersBeyondAscii) {
  const std::string text("region = \"a\"\n[\0\0workers]\ncount = 3\n", 34);
  const auto config = ParseConfig(text, false);
  ASSERT_FALSE(config);
  EXPECT_THAT(config.error().message,
              HasSubstr("line 2 has a character beyond ASCII or a control character"));
}

TEST(ConfigTest, TakesLettersBeyondAsciiAsEscapesAndInJson) {
  const auto toml = ParseConfig("[tls]\nkey_file = \"\\u00e9.pem\"\n", false);
  const auto json = ParseConfig("{\"tls\": {\"key_file\": \"\u00e9.pem\"}}", true);
  ASSERT_TRUE(toml) << toml.error().message;
  ASSERT_TRUE(json) << json.error().message;
  EXPECT_EQ(toml->tls_key_file, json->tls_key_file);
}

TEST(ConfigTest, RefusesABrokenJsonFile) {
  EXPECT_FALSE(ParseConfig("{", true));
  EXPECT_FALSE(ParseConfig("[]", true));
}

struct BadCombination {
  const char* name;
  void (*change)(Config*);
};

class ValidateConfigTest : public ::testing::TestWithParam<BadCombination> {};

TEST_P(ValidateConfigTest, NamesTheSetting) {
  Config config;
  ASSERT_TRUE(ValidateConfig(config));
  GetParam().change(&config);
  const Status status = ValidateConfig(config);
  ASSERT_FALSE(status);
  EXPECT_THAT(status.error().message, HasSubstr("'" + std::string(GetParam().name) + "'"));
}

INSTANTIATE_TEST_SUITE_P(
    All, ValidateConfigTest,
    ::testing::Values(BadCombination{"listen", [](Config* c) { c->listen = "9320"; }},
                      BadCombination{"region", [](Config* c) { c->region = "US East"; }},
                      BadCombination{"account_id", [](Config* c) { c->account_id = "1"; }},
                      BadCombination{"public_url",
                                     [](Config* c) { c->public_url = "tacet.example.org"; }},
                      BadCombination{"tls.key_file",
                                     [](Config* c) { c->tls_certificate_file = "/etc/hostname"; }},
                      BadCombination{"tls.certificate_file",
                                     [](Config* c) {
                                       c->tls_certificate_file = "/nowhere";
                                       c->tls_key_file = "/nowhere";
                                     }},
                      BadCombination{"recognition.script_file",
                                     [](Config* c) { c->recognition_engine = "scripted"; }},
                      BadCombination{"store.endpoint", [](Config* c) { c->store_kind = "s3"; }},
                      BadCombination{"store.endpoint",
                                     [](Config* c) { c->store_endpoint = "http://127.0.0.1:1"; }},
                      BadCombination{"store.secret_access_key_file", [](Config* c) {
                                       c->store_kind = "s3";
                                       c->store_endpoint = "http://127.0.0.1:1";
                                       c->store_access_key_id = "id";
                                       c->store_secret_access_key_file =
                                           "/etc/hostname";  // readable by all
                                     }}));

TEST(ConfigTest, TheFilesNameMustSayItsLanguage) {
  const auto config = ReadConfig("tacet.conf");
  ASSERT_FALSE(config);
  EXPECT_THAT(config.error().message, HasSubstr(".toml or .json"));
}

}  // namespace
}  // namespace tacet::server
