#pragma once
#include <atomic>
#include <string>
#include <thread>

#include "app/commands.h"
#include "kernel/sheets/sheets.h"
#include "modules/products/service.h"

// What `ocop import register` writes, by the command itself or, beside a running program, by that.
namespace ocop::app {

// The report, or what the terminal is told of a file that is none; and how the command ends.
struct RegisterAnswer {
  ExitCode code = ExitCode::ok;
  std::string report, complaint;
};
RegisterAnswer bring_in(products::Service& products, const sheets::Source& file, const ImportRequest& request);

// The asking side: hands the file over. Error: of ask_program.
Result<RegisterAnswer> request_register(const std::string& data_folder, const ImportRequest& request);

// The answering side. An import may take a minute, in which the main thread looks after the house: a thread of its own answers.
class RegisterDesk {
 public:
  RegisterDesk(std::string data_folder, products::Service& products) : folder_(std::move(data_folder)), products_(products) {}
  ~RegisterDesk() { close(); }
  void look();    // about once a second
  void close();   // returns when what was begun is done

 private:
  void answer();
  std::string folder_;
  products::Service& products_;
  std::atomic<bool> busy_{false};
  std::thread thread_;
};

}  // namespace ocop::app
