#include "modules/evaluation/binder_pdf.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "kernel/documents/pdf_file.h"
#include "kernel/documents/picture_page.h"
#include "modules/evaluation/binder_parts.h"
#include "modules/evaluation/forms_parts.h"

namespace ocop::evaluation {
namespace {

// What stands in the place of a paper that is not bound.
constexpr std::string_view kNoFile = "Giấy tờ này chỉ được ghi trong hồ sơ, không có tệp đi kèm.";
constexpr std::string_view kUnreadable = "Tệp trên phần mềm không đọc được; hãy báo quản trị viên. Các minh chứng khác không bị ảnh hưởng.";
constexpr std::string_view kLocked = "Tệp PDF có mật khẩu nên không ghép được. Hãy mở tệp gốc trên trang hồ sơ.";
constexpr std::string_view kBroken = "Tệp bị hỏng nên không ghép được. Hãy mở tệp gốc trên trang hồ sơ.";
constexpr std::string_view kTooMuch = "Bản ghép đã đủ số trang hoặc dung lượng cho phép. Hãy mở tệp gốc trên trang hồ sơ.";
constexpr std::string_view kNotDrawn = "Ảnh này không vẽ được vào bản ghép. Hãy mở tệp gốc trên trang hồ sơ.";
constexpr std::string_view kEnoughDrawn = "Bản ghép chỉ vẽ một số ảnh PNG có hạn. Hãy mở tệp gốc trên trang hồ sơ.";

struct Part {
  std::string title, mark;
  int level = 1;
  std::string pdf;
  int pages = 0;
  const Evidence* evidence = nullptr;  // of its own pages; null = drawn by us
};

class Binding {
 public:
  Binding(const BinderFacts& facts, const BindTools& tools, const BindLimits& limits) : facts_(facts), tools_(tools), limits_(limits) {}

  Result<std::string> bind() {
    OCOP_CHECK(draw_own());
    for (const Evidence& one : facts_.binder.evidence) OCOP_CHECK(add_evidence(one));
    if (auto whole = join()) return whole;
    OCOP_CHECK(replace_unbindable());  // one whose pages can be counted may still not be written
    return join();
  }

 private:
  Result<void> add(std::string title, int level, documents::Document document) {
    document.numbers = documents::Document::Numbers::none;
    OCOP_TRY(pdf, documents::to_pdf(document, tools_.fonts));
    return add({.title = std::move(title), .mark = {}, .level = level, .pdf = std::move(pdf)});
  }
  Result<void> add(Part part) {
    OCOP_TRY(pages, documents::count_pages(part.pdf));
    part.pages = pages;
    parts_.push_back(std::move(part));
    return {};
  }

  Result<void> draw_own() {
    const DossierView& view = facts_.binder.view;
    const FormFacts form{view, facts_.places, facts_.now};
    OCOP_CHECK(add("Bìa", 1, binding::cover(facts_, tools_.address)));
    OCOP_CHECK(add("Mục lục", 1, binding::contents(facts_, {})));  // drawn again once pages are counted
    OCOP_CHECK(add("Mẫu số 01: Phiếu đăng ký", 1, form_01(form)));
    OCOP_CHECK(add("Mẫu số 02: Báo cáo tự đánh giá", 1, form_02(facts_)));
    // One that nobody has written on is no report yet.
    if (view.report && view.report->saved_at) OCOP_CHECK(add("Mẫu số 03: Báo cáo của Ủy ban nhân dân cấp xã", 1, form_03(form)));
    if (binding::has_requests(facts_.binder)) OCOP_CHECK(add("Yêu cầu hoàn thiện và trả lời", 1, binding::requests(facts_)));
    return add("Danh mục minh chứng", 1, binding::evidence_list(facts_));
  }

  std::string mark_of(const Evidence& one) const { return "Minh chứng " + one.number + " · " + facts_.binder.view.dossier.number; }

  // Its own pages, or a page in their place.
  Result<void> add_evidence(const Evidence& one) {
    std::string why;
    auto pages = pages_of(one, why);
    if (!pages) return add_absent(one, why);
    return add({.title = binding::evidence_title(one), .mark = mark_of(one), .level = 2, .pdf = std::move(*pages), .evidence = &one});
  }
  Result<Part> absent(const Evidence& one, std::string_view why) const {
    OCOP_TRY(pdf, documents::to_pdf(binding::absent(facts_, one, why), tools_.fonts));
    OCOP_TRY(pages, documents::count_pages(pdf));
    return Part{.title = binding::evidence_title(one), .mark = mark_of(one), .level = 2, .pdf = std::move(pdf), .pages = pages};
  }
  Result<void> add_absent(const Evidence& one, std::string_view why) {
    OCOP_TRY(part, absent(one, why));
    parts_.push_back(std::move(part));
    return {};
  }

  std::optional<std::string> pages_of(const Evidence& one, std::string& why) {
    const auto refuse = [&](std::string_view words) {
      why = words;
      return std::nullopt;
    };
    if (one.paper.file_name.empty()) return refuse(kNoFile);
    // What the record says it has comes first: a file beyond the limit is not read at all.
    if (bytes_ + static_cast<std::size_t>(std::max<std::int64_t>(one.paper.size, 0)) > limits_.bytes) return refuse(kTooMuch);
    auto file = tools_.file(one.paper);
    if (!file) return refuse(kUnreadable);
    if (bytes_ + file->size() > limits_.bytes) return refuse(kTooMuch);
    auto pdf = as_pdf(std::move(*file), why);
    if (!pdf) return std::nullopt;
    const auto pages = documents::count_pages(*pdf);
    if (!pages) return refuse(pages.error().kind == ErrorKind::unsupported_media ? kLocked : kBroken);
    if (*pages < 1) return refuse(kBroken);
    if (pages_ + static_cast<std::size_t>(*pages) > limits_.pages) return refuse(kTooMuch);
    bytes_ += pdf->size();
    pages_ += static_cast<std::size_t>(*pages);
    return pdf;
  }

  // By what it is, not by its name.
  std::optional<std::string> as_pdf(std::string file, std::string& why) {
    if (file.starts_with("%PDF-")) return file;
    if (file.starts_with("\x89PNG")) {
      if (drawn_ == limits_.drawn) {
        why = kEnoughDrawn;
        return std::nullopt;
      }
      ++drawn_;
      auto jpeg = tools_.jpeg(file);
      if (!jpeg) {
        why = kNotDrawn;
        return std::nullopt;
      }
      file = std::move(*jpeg);
    }
    auto page = documents::picture_page(file);
    if (page) return std::move(*page);
    why = kBroken;
    return std::nullopt;
  }

  // A paper that cannot be written by itself gets a page in its place.
  Result<void> replace_unbindable() {
    for (Part& part : parts_) {
      if (!part.evidence) continue;
      const documents::JoinPart alone[] = {{part.pdf, part.title, part.mark}};
      if (documents::join(alone, {}, tools_.fonts)) continue;
      OCOP_TRY(instead, absent(*part.evidence, kBroken));
      part = std::move(instead);
    }
    return {};
  }

  std::vector<binding::Line> lines() const {
    std::vector<binding::Line> out;
    int page = 1;
    for (const Part& part : parts_) {
      out.push_back({part.title, part.level, page});
      page += part.pages;
    }
    return out;
  }

  // The contents take pages themselves: drawn until they say what is so.
  Result<void> draw_contents() {
    constexpr int kMostTimes = 4;  // the second time their own pages are known; a third only where a number grew by a figure
    Part& part = parts_[1];
    for (int i = 0; i < kMostTimes; ++i) {
      OCOP_TRY(pdf, documents::to_pdf(binding::contents(facts_, lines()), tools_.fonts));
      OCOP_TRY(pages, documents::count_pages(pdf));
      part.pdf = std::move(pdf);
      if (pages == part.pages) return {};
      part.pages = pages;
    }
    return {};
  }

  Result<std::string> join() {
    OCOP_CHECK(draw_contents());
    std::vector<documents::JoinPart> all;
    for (const Part& part : parts_) all.push_back({part.pdf, part.title, part.mark, part.level});
    return documents::join(all, {.title = "Hồ sơ sản phẩm: " + facts_.binder.view.dossier.product_name}, tools_.fonts,
                           {.pages = limits_.pages + kOwnPages});
  }

  // Forms, contents, requests and pages in place of papers: 60 requests' items and 1,000 papers without a file would not reach it.
  static constexpr std::size_t kOwnPages = 2'000;
  const BinderFacts& facts_;
  const BindTools& tools_;
  const BindLimits& limits_;
  std::vector<Part> parts_;
  std::size_t bytes_ = 0, pages_ = 0, drawn_ = 0;
};

}  // namespace

Result<std::string> bind(const BinderFacts& facts, const BindTools& tools, const BindLimits& limits) {
  return Binding(facts, tools, limits).bind();
}

}  // namespace ocop::evaluation
