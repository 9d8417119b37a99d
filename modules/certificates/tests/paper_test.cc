#include "modules/certificates/tests/fixture.h"
#include "tests/support/other_programs.h"

// The paper read back by other programs.
namespace ocop::certificates::test {
namespace {

using ocop::test::has_program;
using ocop::test::output_of;

class CertificatesPaper : public CertificatesTest {
 protected:
  std::string write(const std::string& name, std::string_view content) { return folder_.write(name, content); }
  ocop::test::TemporaryFolder folder_;
};
INSTANTIATE_TEST_SUITE_P(engines, CertificatesPaper, testing::Values(db::Engine::sqlite), ocop::test::engine_name);

TEST_P(CertificatesPaper, SaysInTextWhatTheCertificateSays) {
  if (!has_program("pdftotext") || !has_program("pdffonts")) GTEST_SKIP() << "poppler-utils is not installed";
  const std::string number = issue(1);
  const auto pdf = service().pdf(number);
  ASSERT_TRUE(pdf.ok()) << pdf.error().detail;
  const std::string file = write("certificate.pdf", *pdf);
  const std::string text = output_of("pdftotext -layout " + file + " -");
  for (const char* part : {"Giấy chứng nhận sản phẩm OCOP", "Cà phê bột Cầu Đất 1", "HTX Nông nghiệp Tân Hà", "Xã Tân Hà, Tỉnh Lâm Đồng",
                           "đạt hạng 4 sao theo Quyết định số 1234/QĐ-UBND ngày 20/11/2026", "OCOP-68-2026-000001",
                           "có giá trị đến hết ngày 20/11/2029", "Phó Chủ tịch UBND tỉnh Lâm Đồng", "valid to the end of 20 November 2029",
                           "nhật ký công khai ocop.example.vn"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
  }
  EXPECT_EQ(output_of("pdffonts " + file + " | tail -n +3").find(" no "), std::string::npos);
  EXPECT_NE(output_of("pdfinfo " + file).find("(A4)"), std::string::npos);
  EXPECT_EQ(service().pdf(number).value(), *pdf);   // the same paper each time
}

TEST_P(CertificatesPaper, ItsQrLeadsToTheScanPage) {
  if (!has_program("pdftoppm") || !has_program("zbarimg")) GTEST_SKIP() << "poppler-utils or zbarimg is not installed";
  const std::string number = issue(1);
  const std::string paper = write("certificate.pdf", service().pdf(number).value());
  EXPECT_EQ(output_of("pdftoppm -r 150 -png " + paper + " | zbarimg --quiet --raw -"), "https://ocop.example.vn/s/code1\n");
  products_.row(some_id<ProductId>(1)).gtin = "08930000000017";
  const std::string png = write("qr.png", service().qr_png(number, 8).value());
  EXPECT_EQ(output_of("zbarimg --quiet --raw " + png), "https://ocop.example.vn/s/code1\n");
}

TEST_P(CertificatesPaper, AWithdrawnOneSaysSo) {
  if (!has_program("pdftotext")) GTEST_SKIP() << "poppler-utils is not installed";
  const std::string number = issue(1);
  ASSERT_TRUE(service().withdraw(official(), number, withdrawal()).ok());
  const std::string text = output_of("pdftotext " + write("withdrawn.pdf", service().pdf(number).value()) + " -");
  EXPECT_NE(text.find("ĐÃ THU HỒI"), std::string::npos) << text;
}

TEST_P(CertificatesPaper, ALongNameStaysOnThePage) {
  if (!has_program("pdftotext")) GTEST_SKIP() << "poppler-utils is not installed";
  const DossierId dossier = add_dossier(1);
  auto& name = products_.row(some_id<ProductId>(1)).name;
  name = "Cà phê bột nguyên chất rang mộc xay mịn vùng đất bazan cao nguyên Di Linh, thu hoạch quả chín, phơi trên giàn, "
         "đóng gói hộp thiếc 500 gam";
  const auto done = service().record(official(), dossier, recognise());
  ASSERT_TRUE(done.ok());
  const std::string pdf = write("long.pdf", service().pdf(done->issued->certificate.number).value());
  EXPECT_NE(output_of("pdftotext " + pdf + " -").find("hộp thiếc 500 gam"), std::string::npos);
  EXPECT_NE(output_of("pdfinfo " + pdf).find("Pages:           1"), std::string::npos);
}

}  // namespace
}  // namespace ocop::certificates::test
