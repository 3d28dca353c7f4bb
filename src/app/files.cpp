// SPDX-License-Identifier: Apache-2.0
#include "app/files.h"

#include <fcntl.h>
#include <sha2.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

#include "app/signals.h"

namespace escala::app {
namespace {

std::string system_error_text() { return std::generic_category().message(errno); }

class Descriptor {
 public:
  explicit Descriptor(int value, bool owned = true) : value_(value), owned_(owned) {}
  ~Descriptor() {
    if (owned_ && value_ >= 0)
      ::close(value_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int get() const { return value_; }
  bool close() { return ::close(std::exchange(value_, -1)) == 0; }

 private:
  int value_;
  bool owned_;
};

bool write_all(int descriptor, const std::string& bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t count = ::write(descriptor, bytes.data() + done, bytes.size() - done);
    if (count >= 0) {
      done += static_cast<std::size_t>(count);
      continue;
    }
    if (errno != EINTR || interrupted())
      return false;
  }
  return true;
}

bool read_up_to(int descriptor, std::size_t limit, std::string& text) {
  std::array<char, 65536> buffer;
  while (text.size() <= limit) {
    const std::size_t wanted = std::min(buffer.size(), limit + 1 - text.size());
    const ssize_t count = ::read(descriptor, buffer.data(), wanted);
    if (count == 0)
      return true;
    if (count > 0)
      text.append(buffer.data(), static_cast<std::size_t>(count));
    else if (errno != EINTR || interrupted())
      return false;
  }
  return true;
}

// The file to which a symbolic link points, so that the file is replaced and the link stays. The
// file need not exist.
std::filesystem::path destination(const std::string& path) {
  constexpr int kLinkLimit = 40;
  std::filesystem::path target = path;
  std::error_code error;
  for (int i = 0; i < kLinkLimit && std::filesystem::is_symlink(target, error); ++i) {
    const auto next = std::filesystem::read_symlink(target, error);
    if (error)
      break;
    target = next.is_absolute() ? next : target.parent_path() / next;
  }
  return target;
}

bool is_special(const std::filesystem::path& path) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  return !error && std::filesystem::exists(status) && !std::filesystem::is_regular_file(status);
}

std::string write_special(const std::filesystem::path& path, const std::string& bytes) {
  Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  if (file.get() < 0 || !write_all(file.get(), bytes) || !file.close())
    return system_error_text();
  return {};
}

// The mode of the file, or the mode of a new file if it does not exist.
mode_t mode_of(const std::filesystem::path& path) {
  struct stat status = {};
  if (::stat(path.c_str(), &status) == 0)
    return status.st_mode & 07777;
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666 & ~mask;
}

} // namespace

std::optional<std::string> read_file(const std::string& path, std::size_t limit,
                                     std::string& error) {
  const bool standard_input = path == "-";
  const Descriptor file(standard_input ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC),
                        !standard_input);
  std::string text;
  if (file.get() >= 0 && read_up_to(file.get(), limit, text))
    return text;
  error = system_error_text();
  return std::nullopt;
}

std::string cannot_write(const std::string& path) {
  const auto target = destination(path);
  std::error_code error;
  if (std::filesystem::is_directory(target, error))
    return "it is a directory";
  if (is_special(target))
    return {};
  const auto folder = target.has_parent_path() ? target.parent_path() : std::filesystem::path(".");
  if (::access(folder.c_str(), W_OK | X_OK) != 0)
    return system_error_text();
  return {};
}

bool is_same_file(const std::string& a, const std::string& b) {
  std::error_code error;
  return std::filesystem::equivalent(a, b, error) && !is_special(a);
}

std::string write_file(const std::string& path, const std::string& bytes) {
  const auto target = destination(path);
  if (is_special(target))
    return write_special(target, bytes);
  const auto folder = target.has_parent_path() ? target.parent_path() : std::filesystem::path(".");
  std::string beside = (folder / ".escala-XXXXXX").string();
  Descriptor file(::mkostemp(beside.data(), O_CLOEXEC));
  if (file.get() < 0)
    return system_error_text();
  const bool written = ::fchmod(file.get(), mode_of(target)) == 0 && write_all(file.get(), bytes) &&
                       ::fsync(file.get()) == 0 && file.close() && !interrupted() &&
                       ::rename(beside.c_str(), target.c_str()) == 0;
  if (written)
    return {};
  std::string why = system_error_text();
  ::unlink(beside.c_str());
  return why;
}

std::string write_stream(int descriptor, const std::string& bytes) {
  return write_all(descriptor, bytes) ? std::string{} : system_error_text();
}

std::string sha256(const std::string& bytes) {
  std::array<char, SHA256_DIGEST_STRING_LENGTH> text{};
  SHA256Data(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size(), text.data());
  return text.data();
}

} // namespace escala::app
