#define POINTERHOLDER_TRANSITION 4   // std::shared_ptr, not qpdf's old pointer

#include "kernel/documents/pdf_file.h"

#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFExc.hh>
#include <qpdf/QPDFOutlineDocumentHelper.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>
#include <qpdf/QPDFWriter.hh>

#include "kernel/documents/messages.h"
#include "kernel/i18n/translate.h"

namespace ocop::documents {
namespace {

Error unusable(ErrorKind kind, const Message& message, std::vector<Argument> arguments) {
  return Error::of(kind, Problem{"file", "", "a whole PDF without a password", message, std::move(arguments)});
}

// Runs `work` and turns what qpdf throws into an answer. qpdf throws for what a file can hold, so this is where expected failures are.
template <class Work>
auto guarded(const std::string& name, const Work& work) -> decltype(work()) {
  try {
    return work();
  } catch (const QPDFExc& fault) {
    if (fault.getErrorCode() == qpdf_e_password) return unusable(ErrorKind::unsupported_media, msg::pdf_locked, {name});
    Error error = unusable(ErrorKind::malformed_request, msg::pdf_broken, {name});
    error.detail = "qpdf: " + std::string(fault.what());
    return error;
  } catch (const std::runtime_error& fault) {
    Error error = unusable(ErrorKind::malformed_request, msg::pdf_broken, {name});
    error.detail = "qpdf: " + std::string(fault.what());
    return error;
  } catch (const std::logic_error& fault) {   // qpdf's answer to an object of another type than its place asks for
    Error error = unusable(ErrorKind::malformed_request, msg::pdf_broken, {name});
    error.detail = "qpdf: " + std::string(fault.what());
    return error;
  }
}

std::shared_ptr<QPDF> open(std::string_view bytes, const std::string& name) {
  auto pdf = QPDF::create();
  pdf->setSuppressWarnings(true);
  pdf->processMemoryFile(name.c_str(), bytes.data(), bytes.size());
  return pdf;
}

std::string language_code(Language language) { return language == Language::vi ? "vi-VN" : "en"; }

void set_catalog(QPDF& pdf, Language language) {
  QPDFObjectHandle root = pdf.getRoot();
  root.replaceKey("/Lang", QPDFObjectHandle::newUnicodeString(language_code(language)));
  root.replaceKey("/ViewerPreferences", QPDFObjectHandle::parse("<< /DisplayDocTitle true >>"));
}

std::string written(QPDF& pdf) {
  QPDFWriter writer(pdf);
  writer.setOutputMemory();
  writer.setDeterministicID(true);
  writer.setStreamDataMode(qpdf_s_preserve);   // nothing is unpacked: a bomb stays packed
  writer.setObjectStreamMode(qpdf_o_preserve);
  writer.write();
  const auto buffer = writer.getBufferSharedPointer();
  return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
}

// "Trang 3/12" for each page, as a PDF of transparent pages.
Result<std::string> number_pages(std::size_t pages, const JoinPlan& plan, const print::PdfFonts& fonts) {
  constexpr print::Paper kStrip{60, 7};
  OCOP_TRY(page, print::PdfPage::open(fonts, kStrip, {"", "", "", Instant{}}));
  const print::TextStyle style{print::Face::sans, print::Weight::regular, 9, {}, print::Align::right};
  for (std::size_t i = 0; i < pages; ++i) {
    if (i > 0) page.next_page();
    page.text({0, 1, kStrip.width - 1, kStrip.height - 1}, style,
              format(msg::page_of, plan.language, {std::to_string(i + 1), std::to_string(pages)}));
  }
  return page.finish();
}

// Puts the strip at the foot of the page as it is shown: pages that are turned get a turned strip.
void stamp(QPDF& target, QPDFPageObjectHelper page, QPDFPageObjectHelper strip, int number) {
  QPDFObjectHandle form = target.copyForeignObject(strip.getFormXObjectForPage());
  const std::string name = "/OcopPage" + std::to_string(number);
  const auto box = page.getCropBox().getArrayAsRectangle();
  const auto size = strip.getMediaBox().getArrayAsRectangle();
  const double width = size.urx - size.llx, height = size.ury - size.lly, edge = 14;   // points from the foot and the right
  QPDFObjectHandle::Rectangle place(box.urx - width - edge, box.lly + edge / 2, box.urx - edge, box.lly + edge / 2 + height);
  QPDFObjectHandle rotate = page.getAttribute("/Rotate", false);
  const int turned = rotate.isInteger() ? ((rotate.getIntValueAsInt() % 360) + 360) % 360 : 0;
  // qpdf turns the strip for 90, 180 and 270 only: -90 is written as the 270 it is.
  if (rotate.isInteger()) page.getObjectHandle().replaceKey("/Rotate", QPDFObjectHandle::newInteger(turned));
  if (turned == 90) place = {box.urx - edge / 2 - height, box.ury - width - edge, box.urx - edge / 2, box.ury - edge};
  if (turned == 180) place = {box.llx + edge, box.ury - edge / 2 - height, box.llx + edge + width, box.ury - edge / 2};
  if (turned == 270) place = {box.llx + edge / 2, box.lly + edge, box.llx + edge / 2 + height, box.lly + edge + width};
  QPDFObjectHandle resources = page.getAttribute("/Resources", true);
  if (!resources.isDictionary()) {
    resources = QPDFObjectHandle::newDictionary();
    page.getObjectHandle().replaceKey("/Resources", resources);
  }
  if (!resources.getKey("/XObject").isDictionary()) resources.replaceKey("/XObject", QPDFObjectHandle::newDictionary());
  resources.getKey("/XObject").replaceKey(name, form);
  const std::string content = page.placeFormXObject(form, name, place, true);
  // The page's own content may leave its graphics state changed: it is put between q and Q.
  page.addPageContents(QPDFObjectHandle::newStream(&target, "q\n"), true);
  page.addPageContents(QPDFObjectHandle::newStream(&target, "\nQ\n" + content), false);
}

// One entry a part, to its first page.
void add_outline(QPDF& pdf, const std::vector<std::pair<std::string, QPDFObjectHandle>>& entries) {
  QPDFObjectHandle outlines = pdf.makeIndirectObject(QPDFObjectHandle::parse("<< /Type /Outlines >>"));
  std::vector<QPDFObjectHandle> items;
  for (const auto& [title, page] : entries) {
    QPDFObjectHandle item = pdf.makeIndirectObject(QPDFObjectHandle::newDictionary());
    item.replaceKey("/Title", QPDFObjectHandle::newUnicodeString(title));
    item.replaceKey("/Parent", outlines);
    item.replaceKey("/Dest", QPDFObjectHandle::newArray({page, QPDFObjectHandle::newName("/Fit")}));
    if (!items.empty()) {
      item.replaceKey("/Prev", items.back());
      items.back().replaceKey("/Next", item);
    }
    items.push_back(item);
  }
  if (items.empty()) return;
  outlines.replaceKey("/First", items.front());
  outlines.replaceKey("/Last", items.back());
  outlines.replaceKey("/Count", QPDFObjectHandle::newInteger(static_cast<long long>(items.size())));
  pdf.getRoot().replaceKey("/Outlines", outlines);
  pdf.getRoot().replaceKey("/PageMode", QPDFObjectHandle::newName("/UseOutlines"));
}

// Adds the pages of a part; its first page is its entry of the outline.
Result<QPDFObjectHandle> add_part(QPDF& target, const std::shared_ptr<QPDF>& part, const std::string& name, std::size_t most) {
  const auto pages = QPDFPageDocumentHelper(*part).getAllPages();
  if (pages.empty()) return unusable(ErrorKind::malformed_request, msg::pdf_broken, {name});
  const std::size_t before = target.getAllPages().size();
  if (before + pages.size() > most) return unusable(ErrorKind::too_large, msg::pdf_too_many_pages, {std::to_string(most)});
  QPDFPageDocumentHelper helper(target);
  for (const QPDFPageObjectHelper& page : pages) helper.addPage(page, false);
  return target.getAllPages()[before];
}

}  // namespace

Result<std::string> finish_pdf(std::string pdf, Language language) {
  return guarded("own", [&]() -> Result<std::string> {
    const auto file = open(pdf, "own");
    set_catalog(*file, language);
    file->getRoot().replaceKey("/MarkInfo", QPDFObjectHandle::parse("<< /Marked true >>"));
    return written(*file);
  });
}

Result<int> count_pages(std::string_view pdf) {
  return guarded("", [&]() -> Result<int> { return static_cast<int>(open(pdf, "file")->getAllPages().size()); });
}

Result<std::string> join(std::span<const JoinPart> parts, const JoinPlan& plan, const print::PdfFonts& fonts, const JoinLimits& limits) {
  auto target = QPDF::create();
  target->emptyPDF();
  std::vector<std::shared_ptr<QPDF>> open_parts;   // streams are read from them when the file is written
  std::vector<std::pair<std::string, QPDFObjectHandle>> entries;
  for (const JoinPart& part : parts) {
    if (part.bytes.size() > limits.part_bytes)
      return unusable(ErrorKind::too_large, msg::pdf_too_large, {part.title, std::to_string(limits.part_bytes >> 20)});
    auto first = guarded(part.title, [&]() -> Result<QPDFObjectHandle> {
      open_parts.push_back(open(part.bytes, part.title));
      return add_part(*target, open_parts.back(), part.title, limits.pages);
    });
    if (!first) return std::move(first).error();
    entries.emplace_back(part.title, *first);
  }
  return guarded(plan.title, [&]() -> Result<std::string> {
    if (plan.numbers == JoinPlan::Numbers::page_of) {
      const auto pages = target->getAllPages();
      OCOP_TRY(strips, number_pages(pages.size(), plan, fonts));
      const auto numbers = open(strips, "numbers");
      const auto strip = QPDFPageDocumentHelper(*numbers).getAllPages();
      for (std::size_t i = 0; i < pages.size(); ++i) stamp(*target, QPDFPageObjectHelper(pages[i]), strip[i], static_cast<int>(i + 1));
      add_outline(*target, entries);
      set_catalog(*target, plan.language);
      return written(*target);
    }
    add_outline(*target, entries);
    set_catalog(*target, plan.language);
    return written(*target);
  });
}

}  // namespace ocop::documents
