#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <cstdio>
#include <filesystem>

#include "kernel/http/tests/support.h"

namespace ocop::http {
namespace {

using testing::route;

// Of a size that is not written in the expression: clang would make the constant text, for three seconds.
Response long_text(std::size_t size) { return Response::text(std::string(size, 'x')); }

// A key and a certificate of its own for each run: no secret in the repository, nothing that can run out.
class TemporaryIdentity {
 public:
  TemporaryIdentity() : folder_(std::filesystem::temp_directory_path() / ("ocop-tls-" + std::to_string(getpid()))) {
    std::filesystem::create_directories(folder_);
    EVP_PKEY* key = EVP_EC_gen("P-256");
    X509* certificate = X509_new();
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -60);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 3'600);
    X509_set_pubkey(certificate, key);
    X509_NAME* name = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("localhost"), -1, -1, 0);
    X509_set_issuer_name(certificate, name);
    X509_sign(certificate, key, EVP_sha256());
    write(key_file(), [&](FILE* file) { PEM_write_PrivateKey(file, key, nullptr, nullptr, 0, nullptr, nullptr); });
    write(certificate_file(), [&](FILE* file) { PEM_write_X509(file, certificate); });
    X509_free(certificate);
    EVP_PKEY_free(key);
  }
  ~TemporaryIdentity() { std::filesystem::remove_all(folder_); }
  std::string key_file() const { return folder_ / "key.pem"; }
  std::string certificate_file() const { return folder_ / "certificate.pem"; }

 private:
  template <class Act>
  static void write(const std::string& path, Act act) {
    FILE* file = std::fopen(path.c_str(), "w");
    act(file);
    std::fclose(file);
  }
  std::filesystem::path folder_;
};

class TlsClient {
 public:
  TlsClient(std::uint16_t port, int oldest, int newest)
      : context_(SSL_CTX_new(TLS_client_method())), socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    SSL_CTX_set_min_proto_version(context_, oldest);
    SSL_CTX_set_max_proto_version(context_, newest);
    SSL_CTX_set_security_level(context_, 0);   // the client must be willing to speak what the server refuses
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    const timeval patience{5, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ssl_ = SSL_new(context_);
    SSL_set_fd(ssl_, socket_);
    connected_ = SSL_connect(ssl_) == 1;
  }
  ~TlsClient() {
    SSL_free(ssl_);
    SSL_CTX_free(context_);
    ::close(socket_);
  }
  TlsClient(const TlsClient&) = delete;
  TlsClient& operator=(const TlsClient&) = delete;
  bool connected() const { return connected_; }
  // All until the server closes: the last request must ask for that.
  std::string ask(std::string_view bytes) {
    SSL_write(ssl_, bytes.data(), static_cast<int>(bytes.size()));
    std::string out;
    char buffer[16384];
    for (int n; (n = SSL_read(ssl_, buffer, sizeof buffer)) > 0;) out.append(buffer, static_cast<std::size_t>(n));
    return out;
  }

 private:
  SSL_CTX* context_;
  int socket_;
  SSL* ssl_ = nullptr;
  bool connected_ = false;
};

class HttpTls : public ::testing::Test {
 protected:
  void SetUp() override {
    options_.port = 0;
    options_.loops = 1;
    options_.workers = 1;
    options_.tls_certificate = identity_.certificate_file();
    options_.tls_key = identity_.key_file();
    router_.add(route(Method::get, "/hello", [](const Request& request) { return Response::text(request.secure ? "secure" : "plain"); }));
    router_.add(route(Method::get, "/big", [](const Request&) { return long_text(700'000); }));
    Server::Parts parts;
    parts.router = &router_;
    parts.hot_route = [](std::string_view, HotAnswer& out) { return !(out.location = "/s/AB12").empty(); };
    auto server = Server::start(options_, parts);
    ASSERT_TRUE(server) << server.error().detail;
    server_ = std::move(*server);
  }
  TemporaryIdentity identity_;
  ServerOptions options_;
  Router router_;
  std::unique_ptr<Server> server_;
};

const std::string kLast = "GET /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

TEST_F(HttpTls, AnswersOverTls12And13) {
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    TlsClient client(server_->port(), version, version);
    ASSERT_TRUE(client.connected());
    const std::string all = client.ask("GET /01/08935000000014 HTTP/1.1\r\nHost: a\r\n\r\nGET /big HTTP/1.1\r\nHost: a\r\n\r\n" + kLast);
    EXPECT_TRUE(all.starts_with("HTTP/1.1 307 ")) << all.substr(0, 200);
    EXPECT_NE(all.find("Strict-Transport-Security: max-age=31536000"), std::string::npos);
    EXPECT_NE(all.find(std::string(700'000, 'x')), std::string::npos);
    EXPECT_TRUE(all.ends_with("secure"));
  }
}

TEST_F(HttpTls, RefusesOlderVersions) {
  EXPECT_FALSE(TlsClient(server_->port(), TLS1_VERSION, TLS1_1_VERSION).connected());
}

TEST_F(HttpTls, SurvivesWhoDoesNotSpeakTls) {
  testing::RawClient plain(server_->port());
  plain.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
  plain.rest();
  EXPECT_TRUE(TlsClient(server_->port(), TLS1_3_VERSION, TLS1_3_VERSION).connected());
}

TEST(HttpTlsStart, ReportsAKeyItCannotRead) {
  ServerOptions options;
  options.port = 0;
  options.tls_certificate = options.tls_key = "/nonexistent.pem";
  EXPECT_FALSE(Server::start(options, {}));
}

}  // namespace
}  // namespace ocop::http
