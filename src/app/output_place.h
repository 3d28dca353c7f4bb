// SPDX-License-Identifier: Apache-2.0
// Where a path of `-o` leads, and writing there.
//
// A file is replaced as a whole: a new file is made beside it and renamed. Links are followed, mode
// and group are kept. What already is open (/dev/stdout, /dev/fd/3) and devices and pipes are
// written directly.
#pragma once

#include <sys/types.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace escala::app {

// A file by its device and number, whatever its name.
struct FileIdentity {
  dev_t device = 0;
  ino_t number = 0;

  bool operator==(const FileIdentity&) const = default;
};

// The regular file to which a path leads, or standard input ("-"); nullopt if there is none.
std::optional<FileIdentity> identity_of(const std::string& path);

// Whether standard output is a regular file, so that it goes into no log.
bool standard_output_is_file();

struct OutputPlace {
  enum class Kind { file, special, descriptor };

  std::string written; // as the user wrote it
  Kind kind = Kind::file;
  std::string path;                          // where the links of a file lead, from the root
  int descriptor = -1;                       // of what is open
  std::optional<FileIdentity> identity = {}; // of a file that exists
};

// Finds the place of a path, without writing. nullopt: `why` says why it can't be written.
std::optional<OutputPlace> find_place(const std::string& path, std::string& why);

// Whether both lead to one place.
bool is_same_place(const OutputPlace& a, const OutputPlace& b);

// Takes the next piece of what is written; false if it can't be written, and errno says why.
using Put = std::function<bool(const std::string& piece)>;
// Passes all pieces to `put`, until it fails; false if it did.
using Pieces = std::function<bool(const Put& put)>;

// Why something could not be added.
struct NotAdded {
  std::string why;
  std::string suggestion = {};
};

// Something that is added to a file which other programs may add to at the same time.
class Addition {
 public:
  virtual ~Addition() = default;
  // The whole file, where there is none yet.
  virtual std::string new_file() = 0;
  // Adds to an existing file. Others see nothing of it before commit(); without that it is undone.
  virtual std::optional<NotAdded> begin(const std::string& path) = 0;
  virtual std::optional<NotAdded> commit() = 0;
};

// What is to be written where: bytes, pieces that are made while they are written, or what is added
// to a file. An exception of `pieces` leaves no file behind.
struct Writing {
  OutputPlace place;
  std::string bytes;
  Pieces pieces = nullptr;
  std::shared_ptr<Addition> addition = nullptr; // of one writing at most
};

// Why something could not be written.
struct WriteFailure {
  std::string written; // the path, as the user wrote it
  std::string why;
  std::string suggestion = {};
};

// Writes all of them. No file is replaced before every file is complete, and none is if one can't
// be, as far as the file system lets two files change places. What is added to a file is committed
// last, and signals wait from its beginning on.
std::optional<WriteFailure> write_all_places(const std::vector<Writing>& writings);

} // namespace escala::app
