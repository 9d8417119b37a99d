#include <cstdio>
#include <filesystem>
#include <fstream>

#include "kernel/base/text.h"
#include "kernel/documents/pdf_file.h"
#include "kernel/package/package.h"
#include "modules/evaluation/tests/desk.h"

namespace ocop::evaluation::test {
namespace {

class EvaluationForms : public Desk {
 protected:
  std::string path(DossierId id, const std::string& rest) { return "/dossiers/" + id.text() + rest; }
  // The text of a PDF by pdftotext; empty where it is not installed.
  static std::string text_of(const std::string& pdf) {
    std::string name = (std::filesystem::temp_directory_path() / "ocop-form-XXXXXX").string();
    const int file = mkstemp(name.data());
    std::ofstream(name, std::ios::binary) << pdf;
    std::string out;
    FILE* pipe = popen(("pdftotext -layout " + name + " - 2>/dev/null").c_str(), "r");
    char buffer[4096];
    for (std::size_t size; pipe && (size = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) out.append(buffer, size);
    if (pipe) pclose(pipe);
    if (file >= 0) ::close(file);
    std::filesystem::remove(name);
    return out;
  }
};
OCOP_ON_BOTH_ENGINES(EvaluationForms);

TEST_P(EvaluationForms, GiveFormOneToWhoeverMayReadTheDossierAndNobodyElse) {
  const DossierId id = open_draft();
  answer(id, world.maker, kAllTop);
  submit(id);
  for (const std::string prefix : {"", "/api/v1"}) {
    for (const std::string file : {"/form-01.pdf", "/form-01.docx"}) {
      for (const Actor* reader : {&world.maker, &world.officer, &world.province})
        EXPECT_EQ(get(*reader, prefix + path(id, file)).status, 200) << prefix << file;
      for (const Actor* stranger : {&world.other_maker, &world.other_officer, &world.other_province})
        EXPECT_EQ(get(*stranger, prefix + path(id, file)).status, 404) << prefix << file;
    }
    EXPECT_NE(get(world.maker, prefix + path(id, "/result.pdf")).status, 200) << "nothing is fixed yet";
  }
  EXPECT_TRUE(has(get(world.maker, path(id, "")), "/form-01.docx"));
  EXPECT_FALSE(has(get(world.maker, path(id, "")), "/result.pdf"));
}

TEST_P(EvaluationForms, FillFormOneWithTheDossier) {
  const DossierId id = open_draft();
  answer(id, world.maker, kAllTop);
  submit(id);
  const Dossier dossier = view(world.maker, id).dossier;
  const auto pdf = get(world.maker, path(id, "/form-01.pdf"));
  EXPECT_EQ(pdf.content_type, "application/pdf");
  const auto pages = documents::count_pages(pdf.body);
  ASSERT_TRUE(pages);
  EXPECT_LE(*pages, 2);
  const auto docx = get(world.maker, path(id, "/form-01.docx"));
  const auto opened = package::Package::open(package::Source::bytes(docx.body), {});
  ASSERT_TRUE(opened);
  const std::string words = *opened->read("word/document.xml", 1 << 20);
  EXPECT_EQ(words.find("{{"), std::string::npos) << "every placeholder is filled";
  EXPECT_NE(words.find("Lần đầu ☒   Nâng hạng ☐"), std::string::npos);
  const std::string printed = text_of(pdf.body);
  if (printed.empty()) GTEST_SKIP() << "poppler-utils is not installed";
  EXPECT_EQ(printed, text::nfc(printed));
  for (const std::string& piece : {dossier.product_name, dossier.number, view(world.maker, id).producer.name, std::string("PHIẾU ĐĂNG KÝ"),
                                   std::string("23/11/2026")}) {
    EXPECT_NE(words.find(piece), std::string::npos) << piece;
    EXPECT_NE(printed.find(piece), std::string::npos) << piece << "\n" << printed;
  }
}

TEST_P(EvaluationForms, GiveTheMinutesOnceTheResultIsFixed) {
  const DossierId id = open_draft();
  answer(id, world.maker, kAllTop);
  submit(id);
  name_council(id);
  for (std::size_t i = 0; i < 3; ++i) hand_in(id, world.members[i], kThreeStars);
  EXPECT_NE(get(world.chair, path(id, "/result.pdf")).status, 200);
  ASSERT_TRUE(close(id));
  const auto minutes = get(world.chair, path(id, "/result.pdf"));
  ASSERT_EQ(minutes.status, 200);
  EXPECT_TRUE(documents::count_pages(minutes.body));
  EXPECT_EQ(get(world.other_maker, path(id, "/result.pdf")).status, 404);
  EXPECT_TRUE(has(get(world.chair, path(id, "")), "/result.pdf"));
  const std::string printed = text_of(minutes.body);
  if (printed.empty()) GTEST_SKIP() << "poppler-utils is not installed";
  EXPECT_NE(printed.find("50/100"), std::string::npos) << printed;
  EXPECT_NE(printed.find("3 sao"), std::string::npos) << printed;
  EXPECT_NE(printed.find("3/3"), std::string::npos) << printed;
}

}  // namespace
}  // namespace ocop::evaluation::test
