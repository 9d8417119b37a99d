#include "kernel/print/fonts.h"

#include <pango/pangofc-fontmap.h>

#include <filesystem>

namespace ocop::print {
namespace {

constexpr const char* kFontFiles[] = {"NotoSerif-Regular.ttf", "NotoSerif-Bold.ttf",    "NotoSerif-Italic.ttf", "NotoSerif-BoldItalic.ttf",
                                      "NotoSans-Regular.ttf",  "NotoSans-Bold.ttf",     "NotoSans-Italic.ttf",  "NotoSans-BoldItalic.ttf"};

// Pango asks fontconfig for what the system says of its fonts when its first map is made, though no page uses any of them: a dozen files
// were read, and what fontconfig forgets of them cost the leak checker 16 s a test program. Whoever sets an empty configuration first, for
// the whole process as fontconfig has it, spares both.
void keep_system_fonts_away() {
  static const FcBool kAway = [] {
    FcConfig* none = FcConfigCreate();
    if (!none) return FcFalse;
    const FcBool set = FcConfigSetCurrent(none);
    FcConfigDestroy(none);   // the one that is current holds it
    return set;
  }();
  static_cast<void>(kAway);
}

}  // namespace

// Only the eight files are known to fontconfig: the page looks the same on every machine, and no folder is scanned.
Result<std::unique_ptr<FontSet>> FontSet::load(const std::string& directory) {
  keep_system_fonts_away();
  std::unique_ptr<FontSet> out(new FontSet);
  out->config_.reset(FcConfigCreate());
  if (!out->config_) return Error::of(ErrorKind::internal, "fontconfig: no memory");
  for (const char* name : kFontFiles) {
    const std::string file = directory + "/" + name;
    if (!std::filesystem::exists(file) || !FcConfigAppFontAddFile(out->config_.get(), reinterpret_cast<const FcChar8*>(file.c_str())))
      return Error::of(ErrorKind::internal, "the font " + file + " is not there (Debian package fonts-noto-core)");
  }
  out->map_.reset(pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT));
  if (!out->map_) return Error::of(ErrorKind::internal, "pango has no FreeType back end");
  pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(out->map_.get()), out->config_.get());
  return out;
}

FontSet::~FontSet() {
  if (map_) pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map_.get()), nullptr);
}

PdfFonts::PdfFonts(std::string directory) : pool_(std::make_shared<Pool>(std::move(directory))) {}

Result<std::unique_ptr<FontSet>> PdfFonts::Pool::take() {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      std::unique_ptr<FontSet> set = std::move(idle_.back());
      idle_.pop_back();
      return set;
    }
  }
  return FontSet::load(directory_);
}

void PdfFonts::Pool::give_back(std::unique_ptr<FontSet> set) {
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(set));
}

Result<LentFonts> LentFonts::of(const PdfFonts& fonts) {
  OCOP_TRY(set, fonts.pool_->take());
  return LentFonts(fonts.pool_, std::move(set));
}

LentFonts::~LentFonts() {
  if (set_) pool_->give_back(std::move(set_));
}

}  // namespace ocop::print
