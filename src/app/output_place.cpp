// SPDX-License-Identifier: Apache-2.0
#include "app/output_place.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string_view>

#include "app/files.h"
#include "app/signals.h"

namespace escala::app {
namespace {

namespace fs = std::filesystem;

constexpr int kLinkLimit = 40;
constexpr mode_t kPermissions = 0777; // never set-user-id or set-group-id

FileIdentity identity_in(const struct stat& status) { return {status.st_dev, status.st_ino}; }

std::string folder_of(const std::string& path) {
  const fs::path parent = fs::path(path).parent_path();
  return parent.empty() ? "." : parent.string();
}

// The folder without links; nullopt with errno if it can't be reached.
std::optional<std::string> real_folder(const std::string& folder) {
  const std::unique_ptr<char, decltype(&std::free)> real(::realpath(folder.c_str(), nullptr),
                                                         &std::free);
  return real == nullptr ? std::nullopt : std::optional<std::string>(real.get());
}

// The number of a file that this process has open, from its name in /proc/PID/fd.
std::optional<int> descriptor_of(const std::string& folder, const std::string& name) {
  const std::string own = "/proc/" + std::to_string(::getpid());
  const bool is_open =
      folder == own + "/fd" || (folder.starts_with(own + "/task/") && folder.ends_with("/fd"));
  const bool number = !name.empty() && name.size() < 10 &&
                      std::ranges::all_of(name, [](char c) { return c >= '0' && c <= '9'; });
  return is_open && number ? std::optional(std::atoi(name.c_str())) : std::nullopt;
}

std::string refusal_of_descriptor(int descriptor) {
  const int flags = ::fcntl(descriptor, F_GETFL);
  if (flags < 0)
    return system_error_text();
  return (flags & O_ACCMODE) == O_RDONLY ? "it is open for reading only" : "";
}

std::string refusal_of_file(const std::string& path, const struct stat& status) {
  if ((status.st_mode & (S_IWUSR | S_IWGRP | S_IWOTH)) == 0)
    return "it is read-only";
  return ::access(path.c_str(), W_OK) == 0 ? "" : system_error_text();
}

class PlaceFinder {
 public:
  PlaceFinder(const std::string& path, std::string& why) : why_(why) {
    place_.written = path;
    place_.path = path;
  }

  std::optional<OutputPlace> find() {
    for (int links = 0; links <= kLinkLimit; ++links) {
      const std::string name = fs::path(place_.path).filename().string();
      const auto folder = real_folder(folder_of(place_.path));
      if (!folder)
        return refused(system_error_text());
      if (const auto descriptor = descriptor_of(*folder, name))
        return open_descriptor(*descriptor);
      place_.path = (fs::path(*folder) / name).string();
      struct stat status = {};
      if (::lstat(place_.path.c_str(), &status) != 0)
        return errno == ENOENT ? new_file(name) : refused(system_error_text());
      if (!S_ISLNK(status.st_mode))
        return existing(status);
      if (folder->starts_with("/proc/"))
        return special(); // what another process has open
      std::error_code error;
      const fs::path next = fs::read_symlink(place_.path, error);
      if (error)
        return refused(error.message());
      place_.path = (next.is_absolute() ? next : fs::path(*folder) / next).string();
    }
    errno = ELOOP;
    return refused(system_error_text());
  }

 private:
  std::optional<OutputPlace> refused(std::string why) {
    why_ = std::move(why);
    return std::nullopt;
  }

  std::optional<OutputPlace> accepted(const std::string& refusal) {
    return refusal.empty() ? std::optional(place_) : refused(refusal);
  }

  std::optional<OutputPlace> open_descriptor(int descriptor) {
    place_.kind = OutputPlace::Kind::descriptor;
    place_.descriptor = descriptor;
    return accepted(refusal_of_descriptor(descriptor));
  }

  std::optional<OutputPlace> special() {
    place_.kind = OutputPlace::Kind::special;
    return place_;
  }

  std::optional<OutputPlace> new_file(const std::string& name) {
    if (name.size() > NAME_MAX) {
      errno = ENAMETOOLONG;
      return refused(system_error_text());
    }
    return accepted(refusal_of_folder());
  }

  std::optional<OutputPlace> existing(const struct stat& status) {
    if (S_ISDIR(status.st_mode))
      return refused("it is a directory");
    if (!S_ISREG(status.st_mode))
      return special();
    place_.identity = identity_in(status);
    const std::string refusal = refusal_of_file(place_.path, status);
    return accepted(refusal.empty() ? refusal_of_folder() : refusal);
  }

  std::string refusal_of_folder() const {
    return ::access(folder_of(place_.path).c_str(), W_OK | X_OK) == 0 ? "" : system_error_text();
  }

  OutputPlace place_;
  std::string& why_;
};

// Gives a new file the mode, and as far as one may the owner and group, of the one that it will
// replace.
bool take_over(int descriptor, const std::string& target) {
  struct stat before = {};
  if (::stat(target.c_str(), &before) != 0) {
    const mode_t mask = ::umask(0);
    ::umask(mask);
    return ::fchmod(descriptor, 0666 & ~mask) == 0;
  }
  if (::fchown(descriptor, before.st_uid, before.st_gid) != 0 &&
      ::fchown(descriptor, static_cast<uid_t>(-1), before.st_gid) != 0 && errno != EPERM)
    return false;
  return ::fchmod(descriptor, before.st_mode & kPermissions) == 0;
}

bool write_content(int descriptor, const Writing& writing) {
  if (writing.addition)
    return write_all(descriptor, writing.addition->new_file());
  if (!writing.pieces)
    return write_all(descriptor, writing.bytes);
  return writing.pieces(
      [descriptor](const std::string& piece) { return write_all(descriptor, piece); });
}

bool fill(IncompleteFile& file, const Writing& writing) {
  return file.descriptor() >= 0 && take_over(file.descriptor(), writing.place.path) &&
         write_content(file.descriptor(), writing) && ::fsync(file.descriptor()) == 0 &&
         file.close();
}

bool write_direct(const Writing& writing) {
  if (writing.place.kind == OutputPlace::Kind::descriptor)
    return write_content(writing.place.descriptor, writing);
  const int file = ::open(writing.place.path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY);
  if (file < 0)
    return false;
  const bool written = write_content(file, writing);
  const int error = errno;
  const bool closed = ::close(file) == 0;
  if (!written)
    errno = error;
  return written && closed;
}

WriteFailure failure_of(const Writing& writing) {
  return {writing.place.written, system_error_text()};
}

// Files that are complete beside their places, one for each writing; null where a place is no file,
// or where something is added to the file that is there.
using CompleteFiles = std::vector<std::unique_ptr<IncompleteFile>>;

bool is_addition(const Writing& writing) { return writing.addition != nullptr; }

// Undoes what was replaced by the first `count` files.
void restore(const std::vector<Writing>& writings, const CompleteFiles& files, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i)
    if (files[i] && !is_addition(writings[i]))
      files[i]->restore();
}

// Lets complete files replace those at their places: all, or none if one fails.
std::optional<WriteFailure> replace_files(const std::vector<Writing>& writings,
                                          const CompleteFiles& files) {
  // The last change is never to be undone: what is added, or else the last file.
  const bool adds = std::ranges::any_of(writings, is_addition);
  const auto last = std::ranges::find_if(files.rbegin(), files.rend(),
                                         [](const auto& file) { return file != nullptr; });
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (!files[i] || is_addition(writings[i]))
      continue;
    const std::string& path = writings[i].place.path;
    const bool replaced =
        !adds && files[i] == *last ? files[i]->rename_to(path) : files[i]->replace(path);
    if (replaced)
      continue;
    const WriteFailure failure = failure_of(writings[i]);
    restore(writings, files, i);
    return failure;
  }
  return std::nullopt;
}

std::optional<WriteFailure> failure_of_addition(const Writing& writing,
                                                const std::optional<NotAdded>& refusal) {
  if (!refusal)
    return std::nullopt;
  return WriteFailure{writing.place.written, refusal->why, refusal->suggestion};
}

// `file`: null if what is added was begun in the file that is there.
std::optional<WriteFailure> complete_addition(const Writing& writing, IncompleteFile* file) {
  Addition& addition = *writing.addition;
  if (file != nullptr) {
    if (file->create(writing.place.path))
      return std::nullopt;
    if (errno != EEXIST)
      return failure_of(writing);
    if (auto refusal = addition.begin(writing.place.path)) // made by another program meanwhile
      return failure_of_addition(writing, refusal);
  }
  return failure_of_addition(writing, addition.commit());
}

// The last step: all files are complete.
std::optional<WriteFailure> take_effect(const std::vector<Writing>& writings,
                                        const CompleteFiles& files) {
  const SignalsWait wait;
  const auto adding = std::ranges::find_if(writings, is_addition);
  if (adding == writings.end())
    return replace_files(writings, files);
  const auto& file = files[static_cast<std::size_t>(adding - writings.begin())];
  if (file == nullptr)
    if (auto refusal = adding->addition->begin(adding->place.path))
      return failure_of_addition(*adding, refusal);
  if (auto failure = replace_files(writings, files))
    return failure;
  auto failure = complete_addition(*adding, file.get());
  if (failure)
    restore(writings, files, files.size());
  return failure;
}

} // namespace

std::optional<FileIdentity> identity_of(const std::string& path) {
  struct stat status = {};
  const int failed = path == "-" ? ::fstat(STDIN_FILENO, &status) : ::stat(path.c_str(), &status);
  return failed == 0 && S_ISREG(status.st_mode) ? std::optional(identity_in(status)) : std::nullopt;
}

bool standard_output_is_file() {
  struct stat status = {};
  return ::fstat(STDOUT_FILENO, &status) == 0 && S_ISREG(status.st_mode);
}

std::optional<OutputPlace> find_place(const std::string& path, std::string& why) {
  return PlaceFinder(path, why).find();
}

bool is_same_place(const OutputPlace& a, const OutputPlace& b) {
  if (a.kind != b.kind)
    return false;
  if (a.kind == OutputPlace::Kind::descriptor)
    return a.descriptor == b.descriptor;
  if (a.identity || b.identity)
    return a.identity == b.identity;
  return a.kind == OutputPlace::Kind::file && a.path == b.path;
}

std::optional<WriteFailure> write_all_places(const std::vector<Writing>& writings) {
  CompleteFiles files;
  for (const Writing& writing : writings) {
    files.push_back(nullptr);
    if (writing.place.kind != OutputPlace::Kind::file)
      continue;
    if (is_addition(writing) && ::access(writing.place.path.c_str(), F_OK) == 0)
      continue;
    files.back() = std::make_unique<IncompleteFile>(folder_of(writing.place.path));
    if (!fill(*files.back(), writing))
      return failure_of(writing);
  }
  for (const Writing& writing : writings)
    if (writing.place.kind != OutputPlace::Kind::file && !write_direct(writing))
      return failure_of(writing);
  return take_effect(writings, files);
}

} // namespace escala::app
