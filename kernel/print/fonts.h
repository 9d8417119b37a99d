#pragma once
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "kernel/print/print.h"

// The fonts that pages share. Inner header of kernel/print.
namespace ocop::print {

struct Unreference { void operator()(void* object) const { g_object_unref(object); } };

// One font map over the eight files, for one thread at a time. Pango 1.50 keeps some 18 kB of every map that was ever made and never
// lets go of the configuration that one ends with: so a map is made once and lent again.
class FontSet {
 public:
  // Error internal: a file is not there, or no memory.
  static Result<std::unique_ptr<FontSet>> load(const std::string& directory);
  ~FontSet();
  FontSet(const FontSet&) = delete;
  FontSet& operator=(const FontSet&) = delete;
  PangoFontMap* map() const { return map_.get(); }

 private:
  FontSet() = default;
  struct DestroyConfig { void operator()(FcConfig* config) const { FcConfigDestroy(config); } };
  std::unique_ptr<FcConfig, DestroyConfig> config_;
  std::unique_ptr<PangoFontMap, Unreference> map_;
};

// Sets that are not in use. As many as pages were ever drawn at once; threads of handlers bound that.
class PdfFonts::Pool {
 public:
  explicit Pool(std::string directory) : directory_(std::move(directory)) {}
  Result<std::unique_ptr<FontSet>> take();
  void give_back(std::unique_ptr<FontSet> set);

 private:
  const std::string directory_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<FontSet>> idle_;
};

// A set for as long as a page is drawn.
class LentFonts {
 public:
  static Result<LentFonts> of(const PdfFonts& fonts);
  LentFonts(LentFonts&&) noexcept = default;
  LentFonts& operator=(LentFonts&&) = delete;
  ~LentFonts();
  PangoFontMap* map() const { return set_->map(); }

 private:
  LentFonts(std::shared_ptr<PdfFonts::Pool> pool, std::unique_ptr<FontSet> set) : pool_(std::move(pool)), set_(std::move(set)) {}
  std::shared_ptr<PdfFonts::Pool> pool_;
  std::unique_ptr<FontSet> set_;
};

}  // namespace ocop::print
