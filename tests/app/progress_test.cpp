// SPDX-License-Identifier: Apache-2.0
#include "app/progress.h"

#include <catch2/catch.hpp>

#include <string>

#include "escala/model/model.h"

using namespace escala;
using escala::app::ProgressObserver;

namespace {

// A terminal and a clock that stands still unless it is told.
struct Scene {
  double seconds = 100;
  std::string written;
  Model model;

  ProgressObserver observer(bool has_end) {
    return {has_end, [this] { return seconds; },
            [this](const std::string& text) { written += text; }};
  }
};

} // namespace

TEST_CASE("progress says nothing in the first second, then how far the run is", "[app]") {
  Scene scene;
  scene.model.horizon = 9;
  ProgressObserver progress = scene.observer(true);
  progress.begin({&scene.model, 2 * kBlockPaths}); // 10 months
  progress.on_block({});
  scene.seconds += 0.9;
  progress.on_block({});
  CHECK(scene.written.empty());
  scene.seconds += 0.2;
  for (int i = 0; i < 3; ++i)
    progress.on_block({}); // all at once: one line
  CHECK(scene.written == "\r\x1b[Ksimulated 15%");
  scene.seconds += 0.2;
  progress.on_block({});
  progress.clear();
  progress.clear();
  CHECK(scene.written == "\r\x1b[Ksimulated 15%\r\x1b[Ksimulated 30%\r\x1b[K");
}

TEST_CASE("progress without an end counts the paths of all batches", "[app]") {
  Scene scene;
  {
    ProgressObserver progress = scene.observer(false);
    progress.begin({&scene.model, 4096}); // one month
    for (int i = 0; i < 4; ++i)
      progress.on_block({});
    scene.seconds += 2;
    progress.begin({&scene.model, 16 * kBlockPaths});
    for (int i = 0; i < 4; ++i)
      progress.on_block({});
  }
  CHECK(scene.written == "\r\x1b[Ksimulated 5120 paths\r\x1b[K");
}

TEST_CASE("progress of runs that begin together counts the paths of all of them", "[app]") {
  Scene scene;
  ProgressObserver progress = scene.observer(false);
  progress.begin({&scene.model, 2 * kBlockPaths});
  progress.begin({&scene.model, 2 * kBlockPaths});
  progress.set_known("about a half");
  scene.seconds += 2;
  progress.on_block({});
  CHECK(scene.written == "\r\x1b[Ksimulated 1024 paths; about a half");
}
