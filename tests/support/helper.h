#pragma once
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <stdexcept>
#include <string>
#include <vector>

// A server of tests/support as a process of its own: what it prints is read line by line; it ends when its standard input is closed.
namespace ocop::test {

class Helper {
 public:
  explicit Helper(std::vector<std::string> words) {
    int in[2], out[2];
    if (::pipe(in) != 0 || ::pipe(out) != 0) throw std::runtime_error("no pipe");
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    process_ = ::fork();
    if (process_ == 0) {
      ::dup2(in[0], STDIN_FILENO);
      ::dup2(out[1], STDOUT_FILENO);
      for (const int end : {in[0], in[1], out[0], out[1]}) ::close(end);
      ::execv(arguments[0], arguments.data());
      ::_exit(127);
    }
    ::close(in[0]);
    ::close(out[1]);
    input_ = in[1];
    output_ = ::fdopen(out[0], "r");
    const std::string first = line();   // "PORT [FILE]"
    if (first.empty()) throw std::runtime_error("does not start: " + words[0]);
    port = first.substr(0, first.find(' '));
    if (const auto space = first.find(' '); space != std::string::npos) file = first.substr(space + 1);
  }
  ~Helper() {
    ::close(input_);
    std::fclose(output_);
    ::waitpid(process_, nullptr, 0);
  }
  Helper(const Helper&) = delete;
  Helper& operator=(const Helper&) = delete;

  // The next line without its end; empty when there is none.
  std::string line() {
    std::string out;
    for (int c = std::fgetc(output_); c != EOF && c != '\n'; c = std::fgetc(output_)) out += static_cast<char>(c);
    return out;
  }

  std::string port, file;

 private:
  pid_t process_ = -1;
  int input_ = -1;
  FILE* output_ = nullptr;
};

inline std::vector<std::string> smtp_server(std::vector<std::string> options = {}) {
  std::vector<std::string> words{"/usr/bin/python3", std::string(OCOP_SOURCE_DIR) + "/tests/support/smtp_server.py"};
  words.insert(words.end(), options.begin(), options.end());
  return words;
}

}  // namespace ocop::test
