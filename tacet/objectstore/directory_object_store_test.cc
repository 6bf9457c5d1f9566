// What only the store on a disk can get wrong: kills, full disks, damaged files, other processes.
#include "tacet/objectstore/directory_object_store.h"

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <map>

#include "tacet/base/file.h"
#include "tacet/objectstore/contract_stores.h"

namespace tacet::objectstore {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;
namespace fs = std::filesystem;

class DirectoryObjectStoreTest : public ::testing::Test {
 protected:
  DirectoryObjectStoreTest() : dir_(std::move(*TempDir::Create())), root_(dir_.path() + "/store") {}

  void Open(FaultHook fault = {}) {
    store_.reset();
    auto opened = DirectoryObjectStore::Create({root_, &clock_, std::move(fault)});
    ASSERT_TRUE(opened) << ErrorText(opened);
    store_ = std::move(*opened);
  }
  std::vector<std::string> FilesIn(const std::string& folder) const {
    std::vector<std::string> paths;
    for (const auto& entry : fs::recursive_directory_iterator(root_ + "/" + folder)) {
      if (entry.is_regular_file()) paths.push_back(entry.path().string());
    }
    return paths;
  }
  // Changes one byte of a file.
  static void Damage(const std::string& path, int64_t offset) {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(offset);
    const char byte = static_cast<char>(file.get() ^ 1);
    file.seekp(offset);
    file.put(byte);
    ASSERT_TRUE(file.good());
  }

  const ObjectName name_ = {"media", "call.wav"};
  FakeClock clock_;
  TempDir dir_;
  std::string root_;
  std::unique_ptr<DirectoryObjectStore> store_;
};

TEST_F(DirectoryObjectStoreTest, BelongsToOneProcess) {
  Open();
  const auto second = DirectoryObjectStore::Create({root_, &clock_, {}});
  EXPECT_THAT(second, FailsWith(ErrorCode::kUnavailable, "another process"));
  Open();  // after the first is closed
}

TEST_F(DirectoryObjectStoreTest, RefusesAFolderOfSomethingElse) {
  fs::create_directory(root_);
  std::ofstream(root_ + "/letter.txt") << "dear";
  EXPECT_THAT(DirectoryObjectStore::Create({root_, &clock_, {}}),
              FailsWith(ErrorCode::kInvalidArgument, "the object store's folder"));
  fs::remove(root_ + "/letter.txt");
  std::ofstream(root_ + "/format") << "tacet-objectstore 2\n";
  EXPECT_THAT(DirectoryObjectStore::Create({root_, &clock_, {}}),
              FailsWith(ErrorCode::kInvalidArgument, "the object store's folder"));
}

TEST_F(DirectoryObjectStoreTest, KeepsEverythingFromOtherUsers) {
  Open();
  ASSERT_TRUE(store_->CreateBucket("media"));
  ASSERT_TRUE(PutText(*store_, name_, "x"));
  for (const auto& entry : fs::recursive_directory_iterator(root_)) {
    EXPECT_EQ(entry.status().permissions() & (fs::perms::group_all | fs::perms::others_all),
              fs::perms::none)
        << entry.path();
  }
}

TEST_F(DirectoryObjectStoreTest, ReadersKeepAnObjectThatIsReplacedAndItsBytesGoAfterThem) {
  Open();
  ASSERT_TRUE(store_->CreateBucket("media"));
  ASSERT_TRUE(PutText(*store_, name_, SomeBytes(3'000'000)));
  {
    const auto reader = store_->Get(name_);
    ASSERT_TRUE(reader);
    ASSERT_TRUE(PutText(*store_, name_, "new"));
    EXPECT_EQ(*ReadAll(**reader, 4'000'000), SomeBytes(3'000'000));
    EXPECT_THAT(FilesIn("blobs"), SizeIs(2));
  }
  EXPECT_THAT(FilesIn("blobs"), SizeIs(1));
  ASSERT_TRUE(store_->Copy(name_, {"media", "copy"}, {}));
  ASSERT_TRUE(store_->Delete(name_));
  EXPECT_THAT(FilesIn("blobs"), SizeIs(1)) << "shared with the copy";
  Open();
  EXPECT_EQ(*GetText(*store_, {"media", "copy"}), "new");
  ASSERT_TRUE(store_->Delete({"media", "copy"}));
  EXPECT_THAT(FilesIn("blobs"), IsEmpty());
}

TEST_F(DirectoryObjectStoreTest, FindsDamageInEveryPlaceOfAnObject) {
  Open();
  ASSERT_TRUE(store_->CreateBucket("media"));
  const auto size = (int64_t{2} << 20) + 5;
  ASSERT_TRUE(PutText(*store_, name_, SomeBytes(static_cast<size_t>(size))));
  const std::string blob = FilesIn("blobs").at(0);
  const auto file_size = static_cast<int64_t>(fs::file_size(blob));
  for (const int64_t offset : {int64_t{0}, size / 2, size - 1, size, file_size - 1}) {
    Damage(blob, offset);
    EXPECT_THAT(GetText(*store_, name_), FailsWith(ErrorCode::kDataLoss, "the stored object"));
    Damage(blob, offset);
  }
  ASSERT_TRUE(GetText(*store_, name_));
  Damage(blob, size - 1);
  EXPECT_TRUE(GetText(*store_, name_, ByteRange{0, 10})) << "a block that is whole";
  EXPECT_THAT(GetText(*store_, name_, ByteRange{size - 4, size - 3}),
              FailsWith(ErrorCode::kDataLoss, "the stored object"));
  fs::resize_file(blob, static_cast<uintmax_t>(file_size - 1));
  EXPECT_THAT(GetText(*store_, name_), FailsWith(ErrorCode::kDataLoss, "the stored object"));
  fs::remove(blob);
  EXPECT_THAT(GetText(*store_, name_), FailsWith(ErrorCode::kDataLoss, "the stored object"));
}

TEST_F(DirectoryObjectStoreTest, AnObjectWithADamagedRecordSaysSoUntilItIsPutAgain) {
  Open();
  ASSERT_TRUE(store_->CreateBucket("media"));
  ASSERT_TRUE(PutText(*store_, name_, "x"));
  ASSERT_TRUE(PutText(*store_, {"media", "other"}, "y"));
  store_.reset();
  std::string record;
  for (const std::string& path : FilesIn("buckets/media/objects")) {
    if (ReadFile(path, 10'000)->find("call.wav") != std::string::npos) record = path;
  }
  Damage(record, 60);
  Open();
  EXPECT_THAT(store_->Head(name_), FailsWith(ErrorCode::kDataLoss, "the stored object"));
  EXPECT_EQ(*GetText(*store_, {"media", "other"}), "y");
  EXPECT_THAT(FilesIn("blobs"), SizeIs(2)) << "nothing is swept that might be needed";
  EXPECT_TRUE(store_->Delete({"media", "other"}));
  EXPECT_THAT(store_->DeleteBucket("media"), FailsWith(ErrorCode::kAlreadyExists, "not empty"));
  ASSERT_TRUE(PutText(*store_, name_, "again"));
  EXPECT_EQ(*GetText(*store_, name_), "again");
  Open();
  EXPECT_THAT(FilesIn("blobs"), SizeIs(1));
}

TEST_F(DirectoryObjectStoreTest, AFullDiskLeavesNothingBehind) {
  std::atomic<int> left = -1;
  const FaultHook fault = [&](std::string_view) { return left >= 0 && left-- == 0 ? ENOSPC : 0; };
  Open(fault);
  ASSERT_TRUE(store_->CreateBucket("media"));
  ASSERT_TRUE(PutText(*store_, name_, "old"));
  // Fails each step of a Put in turn, until none is left to fail.
  int steps = 0;
  for (;; ++steps) {
    left = steps;
    const Result<ObjectInfo> put = PutText(*store_, name_, SomeBytes(1'500'000));
    const bool failed = left < 0;
    left = -1;
    if (!failed) break;
    EXPECT_THAT(put, FailsWith(ErrorCode::kResourceExhausted, "storage")) << "step " << steps;
    const std::string text = *GetText(*store_, name_);
    // Once the record is renamed the new object is there, only perhaps not for good.
    EXPECT_TRUE(text == "old" || text == SomeBytes(1'500'000)) << "step " << steps;
    EXPECT_THAT(FilesIn("tmp"), IsEmpty());
    EXPECT_TRUE(text != "old" || FilesIn("blobs").size() == 1) << "step " << steps;
    ASSERT_TRUE(PutText(*store_, name_, "old"));
  }
  EXPECT_GE(steps, 9);
  Open();
  EXPECT_EQ(*GetText(*store_, name_), SomeBytes(1'500'000));
  EXPECT_THAT(FilesIn("blobs"), SizeIs(1));
}

// A child process that ends at its n-th step, as by a SIGKILL, and what the next start finds.
TEST_F(DirectoryObjectStoreTest, AKillAtAnyStepLeavesTheOldStateOrTheNewOne) {
  const std::map<std::string, std::string> before = {{"a", "old"}, {"b", "kept"}};
  const std::map<std::string, std::string> after = {
      {"a", "new"}, {"b", "kept"}, {"c", "kept"}, {"d", "part"}};
  Open();
  ASSERT_TRUE(store_->CreateBucket("media"));
  for (const auto& [key, text] : before) ASSERT_TRUE(PutText(*store_, {"media", key}, text));
  store_.reset();
  const std::string original = dir_.path() + "/original";
  fs::copy(root_, original, fs::copy_options::recursive);

  bool ended = false;
  for (int step = 0; !ended; ++step) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      int left = step;
      bool armed = false;
      auto opened = DirectoryObjectStore::Create({root_, &clock_, [&](std::string_view) {
                                                    if (armed && left-- == 0) _exit(9);
                                                    return 0;
                                                  }});
      armed = true;
      DirectoryObjectStore& store = **opened;
      bool ok = PutText(store, {"media", "a"}, "new").has_value();
      ok = ok && store.Copy({"media", "b"}, {"media", "c"}, {}).has_value();
      const Result<UploadInfo> upload = store.CreateUpload({"media", "d"}, {}, false);
      StringSource part("part");
      ok = ok && upload && store.PutPart(*upload, 1, part, {}).has_value();
      ok = ok && store.CompleteUpload(*upload, {{1, "", {}}}, {}, {}).has_value();
      _exit(ok ? 0 : 1);
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFEXITED(status));
    ASSERT_NE(WEXITSTATUS(status), 1);
    ended = WEXITSTATUS(status) == 0;

    Open();
    std::map<std::string, std::string> found;
    const ObjectList list = *store_->List("media", {});
    for (const ListedObject& object : list.objects) {
      found[object.key] = *GetText(*store_, {"media", object.key});
    }
    for (const auto& [key, text] : found) {
      EXPECT_TRUE(text == after.at(key) || (before.contains(key) && text == before.at(key)))
          << "step " << step << ": " << key << " is " << text;
    }
    for (const auto& [key, text] : before) EXPECT_TRUE(found.contains(key)) << "step " << step;
    EXPECT_TRUE(!ended || found == after);
    EXPECT_THAT(FilesIn("tmp"), IsEmpty());
    // b and c share one; a part of an upload that is still open has one too.
    const size_t open_uploads = store_->ListUploads("media")->size();
    EXPECT_GE(FilesIn("blobs").size(), found.size() - (found.contains("c") ? 1 : 0));
    EXPECT_LE(FilesIn("blobs").size(), found.size() - (found.contains("c") ? 1 : 0) + open_uploads);
    EXPECT_TRUE(!ended || open_uploads == 0);
    store_.reset();
    fs::remove_all(root_);
    fs::copy(original, root_, fs::copy_options::recursive);
    ASSERT_LT(step, 200);
  }
}

TEST_F(DirectoryObjectStoreTest, ListsTenThousandObjectsAtOnce) {
  // In memory where that is to be had: this is about the index, not about the disk.
  if (fs::is_directory("/dev/shm")) {
    root_ = "/dev/shm/tacet-store-" + std::to_string(getpid());
    fs::remove_all(root_);
  }
  Open();
  ASSERT_TRUE(store_->CreateBucket("media"));
  constexpr int kObjects = 10'000;
  for (int i = 0; i < kObjects; ++i) {
    const std::string key = "day-" + std::to_string(i % 100) + "/call-" + std::to_string(i);
    ASSERT_TRUE(PutText(*store_, {"media", key}, ""));
  }
  const auto seconds_of = [](const auto& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  const double start_seconds = seconds_of([&] { Open(); });
  int listed = 0;
  const double list_seconds = seconds_of([&] {
    ListOptions options;
    while (true) {
      const ObjectList page = *store_->List("media", options);
      listed += static_cast<int>(page.objects.size());
      if (!page.next_start_after) break;
      options.start_after = *page.next_start_after;
    }
  });
  size_t prefixes = 0;
  const double rolled_seconds = seconds_of([&] {
    ListOptions options;
    options.delimiter = "/";
    prefixes = store_->List("media", options)->common_prefixes.size();
  });
  EXPECT_EQ(listed, kObjects);
  EXPECT_EQ(prefixes, 100u);
  RecordProperty("start_seconds", std::to_string(start_seconds));
  RecordProperty("list_seconds", std::to_string(list_seconds));
  RecordProperty("rolled_seconds", std::to_string(rolled_seconds));
  std::cout << "start " << start_seconds << " s, list " << list_seconds << " s, by folder "
            << rolled_seconds << " s\n";
  // Far above what it takes (a sanitizer is ten times slower), far below a walk over the disk.
  EXPECT_LT(list_seconds, 2);
  EXPECT_LT(rolled_seconds, 0.2);
  store_.reset();
  fs::remove_all(root_);
}

}  // namespace
}  // namespace tacet::objectstore
