// SPDX-License-Identifier: Apache-2.0
// Checks of expressions by regular expressions (ECMA 262, as in JSON Schema).
//
// An expression is free text, with two exceptions: a literal that stands alone must be well formed
// (`12 %` and `5m` are not), and text that is obviously cut off (`arr +`) is refused.
#pragma once

#include <string>

namespace escala {

std::string expression_pattern();
std::string duration_pattern();   // a literal that stands alone is a duration
std::string time_pattern();       // a duration or a month
std::string share_pattern();      // a percentage that stands alone is at most 100%
std::string open_share_pattern(); // the same, and neither 0% nor 100%

inline constexpr const char* kMonthPattern = "^[0-9]{4}-(0[1-9]|1[0-2])$";
// Letters are of any script: a character that is not ASCII may be one.
#define ESCALA_LETTER "[^\\x00-@\\[-\\^`{-\\x7f]"
#define ESCALA_NAME ESCALA_LETTER "[^\\x00-/:-@\\[-\\^`{-\\x7f]*"
inline constexpr const char* kNamePattern = "^" ESCALA_NAME "$";
// A segment, or one of each of two lists: crm.europe.
inline constexpr const char* kSegmentPattern = "^" ESCALA_NAME "(\\." ESCALA_NAME ")?$";
// METRIC, METRIC.PARAMETER, METRIC.SEGMENT.PARAMETER
inline constexpr const char* kPathPattern = "^" ESCALA_NAME "(\\." ESCALA_NAME "){0,3}$";
inline constexpr const char* kOverlayPattern = "^" ESCALA_NAME "(\\.[^.\\s]+)*$";
#undef ESCALA_LETTER
#undef ESCALA_NAME
inline constexpr const char* kWholePattern = "^[0-9][0-9_]*$";
inline constexpr const char* kRetentionPattern = "^\\s*sbg\\s*\\([^()]+\\)\\s*$";
inline constexpr const char* kCsvPattern = "^[^#]+#.+$";
inline constexpr const char* kSomeText = "\\S";

} // namespace escala
