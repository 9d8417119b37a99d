// Memory and CPU of reading and writing 100,000 rows × 20 columns, each in a process of its own (peak memory is a process's): the program
// runs itself as `write FILE` and `read FILE`. Exit 1 when a process needed more than the promised 64 MB.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <fstream>
#include <string>
#include <vector>

#include "kernel/base/csv.h"
#include "kernel/sheets/sheets.h"
#include "kernel/sheets/writer.h"

namespace {

using namespace ocop;
constexpr int kRows = 100'000, kColumns = 20;
constexpr long kPromisedKilobytes = 64 << 10;

std::string text_at(int row, int column) { return "Sản phẩm " + std::to_string(row) + " cột " + std::to_string(column); }

int write_csv(const std::string& path) {
  std::ofstream out(path, std::ios::binary);
  for (int row = 0; row <= kRows; ++row) {
    std::vector<std::string> fields;
    for (int column = 0; column < kColumns; ++column) fields.push_back(text_at(row, column));
    out << csv::write(fields);
  }
  return out ? 0 : 1;
}

int write_xlsx(const std::string& path) {
  auto writer = sheets::Writer::open("Bảng", std::vector<sheets::ColumnPlan>(kColumns, {"Cột", 20}), Instant{});
  if (!writer) return 1;
  std::vector<std::string> texts(kColumns);
  std::vector<sheets::Value> values(kColumns);
  for (int row = 1; row <= kRows; ++row) {
    for (std::size_t column = 0; column < kColumns; ++column) {
      texts[column] = text_at(row, static_cast<int>(column));
      // As registers are: most text, some numbers and days.
      if (column % 5 == 4) values[column] = std::int64_t{row};
      else if (column % 5 == 3) values[column] = Date{20'000 + row % 1000};
      else values[column] = std::string_view(texts[column]);
    }
    if (!writer->row(values)) return 1;
  }
  const auto file = writer->finish();
  if (!file) return 1;
  std::ofstream(path, std::ios::binary) << *file;
  return 0;
}

int read(const std::string& path) {
  auto book = sheets::Workbook::open(sheets::Source::file(path));
  if (!book) return 1;
  auto rows = book->rows(0);
  if (!rows) return 1;
  int count = 0;
  for (sheets::Row row;; ++count) {
    const auto more = (*rows)->next(row);
    if (!more) return 1;
    if (!*more) break;
    if (row.cells.size() != kColumns) return 1;
  }
  return count == kRows + 1 ? 0 : 1;
}

// One step in a child; prints and returns its peak memory in KB, -1 when it failed.
long measure(const char* self, const char* what, const char* step, const std::string& path) {
  const pid_t child = fork();
  if (child == 0) {
    execl(self, self, step, path.c_str(), nullptr);
    _exit(127);
  }
  int status = 0;
  rusage usage{};
  wait4(child, &status, 0, &usage);
  if (status != 0) {
    std::printf("%-34s failed\n", what);
    return -1;
  }
  const double cpu = static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                     static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
  std::printf("%-34s %5.1f s CPU, %5.1f MB at most\n", what, cpu, static_cast<double>(usage.ru_maxrss) / 1024);
  return usage.ru_maxrss;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 3) {
    const std::string path = argv[2];
    if (std::strcmp(argv[1], "write-csv") == 0) return write_csv(path);
    if (std::strcmp(argv[1], "write-xlsx") == 0) return write_xlsx(path);
    return read(path);
  }
  const std::string folder = argc > 1 ? argv[1] : "/tmp";
  const std::string xlsx = folder + "/bench-sheets.xlsx", csv = folder + "/bench-sheets.csv", shared = folder + "/bench-shared.xlsx";
  bool kept = measure(argv[0], "write XLSX", "write-xlsx", xlsx) >= 0;
  const long from_xlsx = measure(argv[0], "read XLSX, strings in the cells", "read", xlsx);
  kept = kept && measure(argv[0], "write CSV", "write-csv", csv) >= 0;
  const long from_csv = measure(argv[0], "read CSV", "read", csv);
  // Made by bench/sheets/run with another program: 2,000,000 shared strings, all different, the worst there is.
  const long from_shared = measure(argv[0], "read XLSX, 2,000,000 shared strings", "read", shared);
  for (const long peak : {from_xlsx, from_csv, from_shared}) kept = kept && peak >= 0 && peak <= kPromisedKilobytes;
  std::printf("%s: 64 MB for 100,000 rows of 20 columns\n", kept ? "kept" : "NOT KEPT");
  return kept ? 0 : 1;
}
