// SPDX-License-Identifier: Apache-2.0
#include "app/files.h"

#include <fcntl.h>
#include <poll.h>
#include <sha2.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

namespace escala::app {
namespace {

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

 private:
  int value_;
  bool owned_;
};

// Waits for a pipe that others made non-blocking; false if that is not why a call failed.
bool waits(int descriptor, short event) {
  if (errno != EAGAIN && errno != EWOULDBLOCK)
    return false;
  pollfd pipe{descriptor, event, 0};
  return ::poll(&pipe, 1, -1) > 0 || errno == EINTR;
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
    else if (errno != EINTR && !waits(descriptor, POLLIN))
      return false;
  }
  return true;
}

} // namespace

std::string system_error_text() { return std::generic_category().message(errno); }

bool write_all(int descriptor, const std::string& bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t count = ::write(descriptor, bytes.data() + done, bytes.size() - done);
    if (count > 0) {
      done += static_cast<std::size_t>(count);
      continue;
    }
    if (count == 0)
      errno = EIO; // nothing was taken, and nothing will be
    if (count == 0 || (errno != EINTR && !waits(descriptor, POLLOUT)))
      return false;
  }
  return true;
}

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

std::string write_stream(int descriptor, const std::string& bytes) {
  return write_all(descriptor, bytes) ? std::string{} : system_error_text();
}

std::string sha256(const std::string& bytes) {
  std::array<char, SHA256_DIGEST_STRING_LENGTH> text{};
  SHA256Data(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size(), text.data());
  return text.data();
}

} // namespace escala::app
