#include "tacet/base/file_descriptor.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <string>
#include <utility>

#include "tacet/base/temp_dir.h"

namespace tacet {
namespace {

using ::testing::HasSubstr;

bool IsOpen(int fd) { return ::fcntl(fd, F_GETFD) != -1; }

int OpenNew(const std::string& path) { return ::open(path.c_str(), O_RDWR | O_CREAT, 0600); }

ErrorCode CodeOf(int error) {
  errno = error;
  return FileError("open", "a").value().code;
}

TEST(FileDescriptorTest, ClosesItsFileOnceWhoeverHoldsItLast) {
  auto folder = TempDir::Create();
  ASSERT_TRUE(folder);
  const int fd = OpenNew(folder->path() + "/a");
  ASSERT_GE(fd, 0);
  {
    FileDescriptor outer;
    {
      FileDescriptor inner(fd);
      outer = std::move(inner);
    }
    EXPECT_EQ(outer.get(), fd);
    EXPECT_TRUE(IsOpen(fd));
  }
  EXPECT_FALSE(IsOpen(fd));
}

TEST(FileDescriptorTest, ClosesTheFileThatItHeldBeforeAnAssignment) {
  auto folder = TempDir::Create();
  ASSERT_TRUE(folder);
  const int first = OpenNew(folder->path() + "/a");
  const int second = OpenNew(folder->path() + "/b");
  FileDescriptor file(first);
  file = FileDescriptor(second);
  EXPECT_FALSE(IsOpen(first));
  EXPECT_TRUE(IsOpen(second));
}

TEST(FileDescriptorTest, MapsErrnoToCodesAndNamesThePath) {
  EXPECT_EQ(CodeOf(ENOENT), ErrorCode::kNotFound);
  EXPECT_EQ(CodeOf(EROFS), ErrorCode::kPermissionDenied);
  EXPECT_EQ(CodeOf(EDQUOT), ErrorCode::kResourceExhausted);
  EXPECT_EQ(CodeOf(EIO), ErrorCode::kUnavailable);
  errno = ENOENT;
  EXPECT_THAT(FileError("open the log", "/x/y").value().message,
              HasSubstr("cannot open the log '/x/y': "));
}

TEST(FileDescriptorTest, ReadsBackWhatItWroteAndStopsAtTheEnd) {
  auto folder = TempDir::Create();
  ASSERT_TRUE(folder);
  const FileDescriptor file(OpenNew(folder->path() + "/a"));
  ASSERT_TRUE(WriteAll(file, "0123456789"));
  std::string buffer(6, ' ');
  EXPECT_EQ(ReadAt(file, 2, buffer), 6);
  EXPECT_EQ(buffer, "234567");
  EXPECT_EQ(ReadAt(file, 7, buffer), 3);
  EXPECT_EQ(buffer.substr(0, 3), "789");
  EXPECT_EQ(ReadAt(file, 10, buffer), 0);
}

TEST(FileDescriptorTest, TellsThatTheSystemRefused) {
  const FileDescriptor none;
  std::string buffer(1, ' ');
  EXPECT_FALSE(WriteAll(none, "a"));
  EXPECT_EQ(errno, EBADF);
  EXPECT_FALSE(ReadAt(none, 0, buffer));
  EXPECT_EQ(errno, EBADF);
}

}  // namespace
}  // namespace tacet
