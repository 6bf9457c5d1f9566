#include "tacet/console/console.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <memory>

#include "tacet/base/temp_dir.h"

namespace tacet::console {
namespace {

namespace fs = std::filesystem;
using http_server::HttpRequest;
using http_server::HttpResponse;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kScript[] = "console.log('a script that is longer than its compressed form')";

class ConsoleTest : public testing::Test {
 protected:
  ConsoleTest() {
    Write("index.html", "<!doctype html><title>console</title>");
    Write("assets/app-1f2e.js", kScript);
    Write("assets/app-1f2e.js.gz", "pressed");
    Write("assets/style.css", "a{}");
    Write("assets/style.css.gz", "longer than the file itself");
    Write("assets/alone.js.gz", "of nothing");
    Write(".env", "SECRET=1");
    Write(".git/config", "secret");
    fs::create_symlink("/etc/passwd", folder_.path() + "/passwd.txt");
    fs::create_directory_symlink("/etc", folder_.path() + "/etc");
  }

  void Write(const std::string& name, const std::string& bytes) {
    const fs::path path = fs::path(folder_.path()) / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path) << bytes;
  }
  Console Made(std::vector<std::string> more_origins = {}) {
    auto files = ConsoleFiles::Read(folder_.path());
    EXPECT_TRUE(files) << files.error().message;
    return Console(*std::move(files), {.config_json = R"({"region":"us-east-1"})",
                                       .more_origins = std::move(more_origins)});
  }
  static HttpRequest Request(const std::string& path, http_server::Headers headers = {}) {
    HttpRequest request;
    request.method = "GET";
    request.path = path;
    request.headers = std::move(headers);
    return request;
  }
  static HttpResponse Get(const Console& console, const std::string& path,
                          http_server::Headers headers = {}) {
    const HttpRequest request = Request(path, std::move(headers));
    EXPECT_TRUE(Console::IsFor(request)) << path;
    return console.Handle(request);
  }

  const TempDir folder_ = *TempDir::Create();
};

TEST_F(ConsoleTest, ServesTheStartPageAndFilesByTheirNames) {
  const Console console = Made();
  for (const char* path : {"/console/", "/console/index.html"}) {
    const HttpResponse page = Get(console, path);
    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, HasSubstr("<title>console"));
    EXPECT_EQ(page.headers.Get("Content-Type"), "text/html; charset=utf-8");
    EXPECT_EQ(page.headers.Get("Cache-Control"), "no-cache");
  }
  const HttpResponse script = Get(console, "/console/assets/app-1f2e.js");
  EXPECT_EQ(script.status, 200);
  EXPECT_EQ(script.body, kScript);
  EXPECT_EQ(script.headers.Get("Content-Type"), "text/javascript; charset=utf-8");
  EXPECT_THAT(script.headers.Get("Cache-Control"), HasSubstr("immutable"));
  const HttpResponse config = Get(console, "/console/config.json");
  EXPECT_EQ(config.body, R"({"region":"us-east-1"})");
  EXPECT_EQ(config.headers.Get("Content-Type"), "application/json");
  EXPECT_EQ(config.headers.Get("Cache-Control"), "no-cache");
}

TEST_F(ConsoleTest, OnlyKnownNamesAreServed) {
  const Console console = Made();
  for (const char* path : {"/console/missing.js",
                           "/console/assets",
                           "/console/assets/",
                           "/console//index.html",
                           "/console/../index.html",
                           "/console/..%2findex.html",
                           "/console/%2e%2e/%2e%2e/etc/passwd",
                           "/console/assets/../index.html",
                           "/console/./index.html",
                           "/console/index.html/",
                           "/console/index.html%00",
                           "/console/INDEX.HTML",
                           "/console/.env",
                           "/console/.git/config",
                           "/console/passwd.txt",
                           "/console/etc/passwd",
                           "/console/assets/app-1f2e.js.gz",
                           "/console/assets/alone.js",
                           "/console/assets/alone.js.gz",
                           "/console/index.html;a"}) {
    const HttpResponse answer = Get(console, path);
    EXPECT_EQ(answer.status, 404) << path;
    EXPECT_THAT(answer.body, Not(HasSubstr("SECRET"))) << path;
    EXPECT_EQ(answer.headers.Get("Cache-Control"), "no-store") << path;
  }
}

TEST_F(ConsoleTest, SendsTheSmallerFormToWhoTakesIt) {
  const Console console = Made();
  const std::string path = "/console/assets/app-1f2e.js";
  for (const char* accepts : {"gzip", "br, gzip;q=0.8", "GZIP", "deflate , gzip ;q=1.0"}) {
    const HttpResponse script = Get(console, path, {{"Accept-Encoding", accepts}});
    EXPECT_EQ(script.body, "pressed") << accepts;
    EXPECT_EQ(script.headers.Get("Content-Encoding"), "gzip");
    EXPECT_EQ(script.headers.Get("Content-Type"), "text/javascript; charset=utf-8");
    EXPECT_EQ(script.headers.Get("Vary"), "Accept-Encoding");
  }
  for (const char* refuses : {"", "br", "gzip;q=0", "gzip;q=0.000", "xgzip", "identity"}) {
    const HttpResponse script = Get(console, path, {{"Accept-Encoding", refuses}});
    EXPECT_EQ(script.body, kScript) << refuses;
    EXPECT_FALSE(script.headers.Has("Content-Encoding")) << refuses;
    EXPECT_EQ(script.headers.Get("Vary"), "Accept-Encoding");
  }
  // A form that is larger is none.
  EXPECT_EQ(Get(console, "/console/assets/style.css", {{"Accept-Encoding", "gzip"}}).body, "a{}");
}

TEST_F(ConsoleTest, AnUnchangedFileIsNotSentAgain) {
  const Console console = Made();
  const std::string path = "/console/assets/app-1f2e.js";
  const std::string plain(Get(console, path).headers.Get("ETag"));
  const std::string pressed(Get(console, path, {{"Accept-Encoding", "gzip"}}).headers.Get("ETag"));
  EXPECT_NE(plain, pressed);
  for (const std::string& sent : {plain, "\"other\", " + plain, "W/" + plain, std::string("*")}) {
    const HttpResponse answer = Get(console, path, {{"If-None-Match", sent}});
    EXPECT_EQ(answer.status, 304) << sent;
    EXPECT_EQ(answer.body, "");
    EXPECT_EQ(answer.headers.Get("ETag"), plain);
  }
  EXPECT_EQ(Get(console, path, {{"If-None-Match", pressed}}).status, 200);
  EXPECT_EQ(Get(console, path, {{"If-None-Match", "\"\""}}).status, 200);
  Write("assets/app-1f2e.js", "changed");
  EXPECT_NE(Get(Made(), path).headers.Get("ETag"), plain);
  EXPECT_EQ(Get(console, path).body, kScript) << "what was read at the start is what is served";
}

TEST_F(ConsoleTest, TellsTheBrowserToTrustNothingElse) {
  const Console console = Made({"https://s3.example.org"});
  for (const char* path : {"/console/", "/console/assets/style.css", "/console/config.json"}) {
    const HttpResponse answer = Get(console, path);
    const std::string policy(answer.headers.Get("Content-Security-Policy"));
    EXPECT_THAT(policy, AllOf(HasSubstr("default-src 'none'"), HasSubstr("script-src 'self';"),
                              HasSubstr("connect-src 'self' https://s3.example.org;"),
                              HasSubstr("media-src 'self' blob: https://s3.example.org;"),
                              HasSubstr("frame-ancestors 'none'"), HasSubstr("base-uri 'none'"),
                              HasSubstr("form-action 'none'")));
    EXPECT_THAT(policy, AllOf(Not(HasSubstr("unsafe-eval")), Not(HasSubstr("*"))));
    EXPECT_THAT(policy.substr(policy.find("script-src"), 18), Not(HasSubstr("unsafe")));
    EXPECT_EQ(answer.headers.Get("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(answer.headers.Get("Referrer-Policy"), "no-referrer");
    EXPECT_EQ(answer.headers.Get("Cross-Origin-Opener-Policy"), "same-origin");
  }
}

TEST_F(ConsoleTest, ABrowserAtTheRootIsSentToTheConsole) {
  const Console console = Made();
  const http_server::Headers browser = {
      {"Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}};
  for (const char* path : {"/", "/console"}) {
    const HttpResponse answer = Get(console, path, browser);
    EXPECT_EQ(answer.status, 302) << path;
    EXPECT_EQ(answer.headers.Get("Location"), "/console/");
    EXPECT_EQ(answer.headers.Get("Cache-Control"), "no-store");
  }
}

// Everything that is signed, or is no reading, is as it was before there was a console.
TEST_F(ConsoleTest, LeavesEverythingElseToTheService) {
  const auto is_for = [](const std::string& method, const std::string& path,
                         http_server::Headers headers = {}, const std::string& query = "") {
    HttpRequest request = Request(path, std::move(headers));
    request.method = method;
    request.query = query;
    return Console::IsFor(request);
  };
  EXPECT_TRUE(is_for("GET", "/console/"));
  EXPECT_TRUE(is_for("HEAD", "/console/assets/a.js"));
  EXPECT_TRUE(is_for("GET", "/console/", {}, "lang=en"));
  EXPECT_TRUE(is_for("GET", "/", {{"Accept", "text/html"}}));
  EXPECT_FALSE(is_for("GET", "/")) << "ListBuckets";
  EXPECT_FALSE(is_for("GET", "/", {{"Accept", "*/*"}}));
  EXPECT_FALSE(is_for("GET", "/", {{"Accept", "text/html"}}, "x-id=ListBuckets"));
  EXPECT_FALSE(is_for("GET", "/", {{"Accept", "text/html"}, {"Authorization", "AWS4"}}));
  EXPECT_FALSE(is_for("GET", "/console/a", {{"Authorization", "AWS4"}})) << "a bucket's object";
  EXPECT_FALSE(is_for("GET", "/console/a", {}, "X-Amz-Signature=1"));
  EXPECT_FALSE(is_for("GET", "/console/a", {}, "AWSAccessKeyId=1"));
  EXPECT_FALSE(is_for("GET", "/consoles/a"));
  EXPECT_FALSE(is_for("GET", "/media/console/"));
  for (const char* method : {"POST", "PUT", "DELETE", "OPTIONS", "get"}) {
    EXPECT_FALSE(is_for(method, "/console/index.html")) << method;
  }
}

TEST_F(ConsoleTest, WithoutFilesItSaysHowToBuildThem) {
  const Console console({}, {.config_json = "{}", .more_origins = {}});
  for (const char* path : {"/console/", "/console/config.json", "/console/assets/a.js"}) {
    const HttpResponse answer = Get(console, path);
    EXPECT_EQ(answer.status, 404) << path;
    EXPECT_THAT(answer.body, HasSubstr("make console")) << path;
    EXPECT_EQ(answer.headers.Get("Content-Type"), "text/html; charset=utf-8");
  }
}

TEST_F(ConsoleTest, AFolderThatIsNoConsoleIsRefused) {
  EXPECT_EQ(ConsoleFiles::Read(folder_.path() + "/none").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(ConsoleFiles::Read(folder_.path() + "/assets").error().code, ErrorCode::kNotFound);
  for (int i = 0; i < 2001; ++i) Write("many/" + std::to_string(i), "");
  EXPECT_EQ(ConsoleFiles::Read(folder_.path()).error().code, ErrorCode::kInvalidArgument);
  fs::remove_all(folder_.path() + "/many");
  EXPECT_TRUE(ConsoleFiles::Read(folder_.path()));
  std::ofstream(folder_.path() + "/large.wav").seekp(int64_t{65} << 20).put('x');
  EXPECT_EQ(ConsoleFiles::Read(folder_.path()).error().code, ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace tacet::console
