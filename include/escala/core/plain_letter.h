// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace escala {

// The letter of ASCII below the marks of a letter: 'n' of U+00F1; 0 if there is none.
char plain_letter(char32_t letter);

} // namespace escala
