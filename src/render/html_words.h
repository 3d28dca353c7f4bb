// SPDX-License-Identifier: Apache-2.0
// The words that pages add to documents. Every one has a translation in src/report/locales.
#pragma once

namespace escala::html_words {

inline constexpr const char* kResults = "{} results";
inline constexpr const char* kContents = "Contents";
inline constexpr const char* kTable = "Table";
inline constexpr const char* kPlan = "The plan";

// Charts, in words.
inline constexpr const char* kNoValues = "no values";
inline constexpr const char* kMedianSpan = "Median from {} in {} to {} in {}.";
inline constexpr const char* kBandAtEnd = "At the end, {} to {}: {} to {}.";
inline constexpr const char* kMarkLevel = "Target {}: {}.";
inline constexpr const char* kLineSpan = "{}: from {} at {} to {} at {}.";
inline constexpr const char* kSpan = "{} to {}";
inline constexpr const char* kAcross = "across: {}";
inline constexpr const char* kMedian = "median";
inline constexpr const char* kLogScale = "log scale";

// Buttons.
inline constexpr const char* kLogTool = "Log scale";
inline constexpr const char* kYearsTool = "Fiscal years";
inline constexpr const char* kWholeTool = "Whole range";

} // namespace escala::html_words
