// SPDX-License-Identifier: Apache-2.0
// A command that runs again whenever a file that it reads is saved.
#pragma once

#include "app/arguments.h"
#include "app/file_watch.h"

namespace escala::app {

// Adds the files that it reads to `files`.
using FileCommand = int (*)(const Arguments& arguments, FilesRead& files);

// Runs until a signal ends the program. Mistakes are shown and the files are watched on; returns
// only if the first run can't read its file. Throws if the command line can't be carried out.
int watch_files(const Arguments& arguments, FileCommand command);

} // namespace escala::app
