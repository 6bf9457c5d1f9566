// ConsoleFiles: the built files of the web console, read once and held in memory. Only what was
// there then can be asked for, by exactly its name: no path of a request ever reaches the disk.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "tacet/base/result.h"

namespace tacet::console {

struct ConsoleFile {
  std::string bytes;
  std::string gzip;  // the same, compressed by the build; "" = there is no smaller form
  std::string etag;  // without quotes; of `bytes`
  std::string_view content_type;
};

// Immutable once made; thread-safe.
class ConsoleFiles {
 public:
  // None: the console was not built.
  ConsoleFiles() = default;

  // Every file of the folder and those below it, but for links and what begins with '.'. A file
  // beside which lies one with ".gz" behind its name is also there in that form. kNotFound when
  // there is no folder or no index.html in it, kInvalidArgument when it holds more than a console
  // does.
  static Result<ConsoleFiles> Read(const std::string& folder);

  // By the name below the folder: "index.html", "assets/app-1f2e.js". Null when there is none.
  const ConsoleFile* Find(std::string_view name) const;
  bool empty() const { return files_.empty(); }

 private:
  std::map<std::string, ConsoleFile, std::less<>> files_;
};

// By the name's ending; "application/octet-stream" for one that no console has.
std::string_view ContentTypeOf(std::string_view name);

}  // namespace tacet::console
