#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Draws the pictures of docs/outputs.md anew, with Chromium, LibreOffice, poppler-utils and
# ImageMagick:
#
#   sh docs/pictures/draw.sh
set -eu
cd "$(dirname "$0")/../.."
escala=build/release/escala
place=$(mktemp -d)
trap 'rm -r "$place"' EXIT
"$escala" run scenarios/advanced_scaling.yaml --quiet -o "$place/page.html"

# NAME WIDTH HEIGHT [OPTION...]
screenshot() {
  name=$1 width=$2 height=$3
  shift 3
  chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size="$width,$height" \
    --virtual-time-budget=2000 --screenshot="docs/pictures/$name.png" "$@" "file://$place/page.html" \
    >/dev/null 2>&1
}

# The first pages of Summary and of Curves, as they are printed.
workbook() {
  "$escala" run scenarios/saas_waterfall.yaml --quiet --paths 10k -o "$place/book.xlsx"
  soffice "-env:UserInstallation=file://$place/profile" --headless \
    --convert-to 'pdf:calc_pdf_Export:{"PageRange":{"type":"string","value":"1-3"}}' \
    --outdir "$place" "$place/book.xlsx" >/dev/null 2>&1
  pdftoppm -r 80 -png -l 2 "$place/book.pdf" "$place/sheet"
  convert "$place"/sheet-*.png -trim -bordercolor white -border 12 -append \
    docs/pictures/workbook.png
}

screenshot page 1000 1500
workbook
screenshot page_dark 500 1500 --force-dark-mode --blink-settings=preferredColorScheme=0
