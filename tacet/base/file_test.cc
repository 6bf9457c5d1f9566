#include "tacet/base/file.h"

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "tacet/base/temp_dir.h"

namespace tacet {
namespace {

using ::testing::HasSubstr;

class FileTest : public testing::Test {
 protected:
  FileTest() : directory_(TempDir::Create().value()) {}
  std::string Path(const std::string& name) const { return directory_.path() + "/" + name; }
  size_t FileCount() const {
    return static_cast<size_t>(
        std::distance(std::filesystem::directory_iterator(directory_.path()), {}));
  }
  TempDir directory_;
};

TEST_F(FileTest, ReadsWhatWasWritten) {
  const std::string bytes("a\0b\n", 4);
  ASSERT_TRUE(WriteFileAtomically(Path("f"), bytes));
  EXPECT_EQ(ReadFile(Path("f"), 100).value(), bytes);
  EXPECT_EQ(FileCount(), 1u);
}

TEST_F(FileTest, ReplacesAnOlderFile) {
  ASSERT_TRUE(WriteFileAtomically(Path("f"), "a longer old text"));
  ASSERT_TRUE(WriteFileAtomically(Path("f"), "new"));
  EXPECT_EQ(ReadFile(Path("f"), 100).value(), "new");
}

TEST_F(FileTest, SaysThatAFileIsMissing) {
  const auto result = ReadFile(Path("missing"), 100);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(result.error().message, HasSubstr("missing"));
}

TEST_F(FileTest, RefusesAFileOverTheLimit) {
  ASSERT_TRUE(WriteFileAtomically(Path("f"), "12345"));
  const auto result = ReadFile(Path("f"), 4);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(result.error().message, HasSubstr("the limit is 4"));
}

TEST_F(FileTest, RefusesFoldersAndPipesWithoutWaiting) {
  ASSERT_EQ(::mkfifo(Path("pipe").c_str(), 0600), 0);
  EXPECT_EQ(ReadFile(Path("pipe"), 100).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(ReadFile(directory_.path(), 100).error().code, ErrorCode::kInvalidArgument);
}

TEST_F(FileTest, LeavesNothingBehindWhenTheTargetCannotBeReplaced) {
  std::filesystem::create_directory(Path("taken"));
  EXPECT_FALSE(WriteFileAtomically(Path("taken"), "text"));
  EXPECT_EQ(FileCount(), 1u);
}

TEST_F(FileTest, SaysThatTheFolderIsMissing) {
  const auto result = WriteFileAtomically(Path("no/f"), "text");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kNotFound);
}

TEST_F(FileTest, ShowsTheNewFileBeforeAnythingIsInIt) {
  struct stat info = {};
  const NewFileOptions options = {.mode = 0600,
                                  .on_created = [&](int fd) -> Status {
                                    EXPECT_EQ(::fstat(fd, &info), 0);
                                    return {};
                                  },
                                  .must_flush_folder = true};
  ASSERT_TRUE(WriteFileAtomically(Path("f"), "text", options));
  EXPECT_EQ(info.st_size, 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
  EXPECT_EQ(ReadFile(Path("f"), 100).value(), "text");
}

TEST_F(FileTest, LeavesTheOldFileWhenTheNewOneIsRefused) {
  ASSERT_TRUE(WriteFileAtomically(Path("f"), "old"));
  const NewFileOptions options = {
      .on_created = [](int) -> Status { return MakeError(ErrorCode::kPermissionDenied, "no"); }};
  const Status written = WriteFileAtomically(Path("f"), "new", options);
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, ErrorCode::kPermissionDenied);
  EXPECT_EQ(ReadFile(Path("f"), 100).value(), "old");
  EXPECT_EQ(FileCount(), 1u);
}

TEST_F(FileTest, NamesTheFolderOfAPath) {
  EXPECT_EQ(FolderOf("/a/b"), "/a");
  EXPECT_EQ(FolderOf("b"), ".");
}

}  // namespace
}  // namespace tacet
