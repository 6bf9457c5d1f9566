// Whatever a signed client sends, every operation answers in its protocol: an error of a client's
// or a success, never a failure inside. The first byte chooses the operation and the protocol, the
// rest is the body.
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>

#include "tacet/api/cbor.h"
#include "tacet/api/json_decoder.h"
#include "tacet/api/operations.h"
#include "tacet/api/transcribe_api.h"
#include "tacet/base/check.h"
#include "tacet/jobs/memory_job_store.h"
#include "tacet/jobs/memory_vocabulary_store.h"
#include "tacet/objectstore/memory_object_store.h"

namespace {

struct Service {
  Service() {
    TACET_CHECK(objects.CreateBucket("media"));
    TACET_CHECK(objects.CreateBucket("aws-transcribe-us-east-1-prod"));
    tacet::StringSource words("uh, um\n");
    TACET_CHECK(objects.Put({"media", "a"}, words, {}));
    tacet::api::TranscribeApiOptions options;
    options.presign = [](const tacet::api::UrlRequest& url) {
      return tacet::Result<std::string>(url.endpoint);
    };
    api = std::move(*tacet::api::TranscribeApi::Create(
        {jobs, vocabularies, objects, objects, clock}, std::move(options)));
  }

  tacet::FakeClock clock;
  tacet::jobs::MemoryJobStore jobs{tacet::jobs::JobQuotas(), clock};
  tacet::jobs::MemoryVocabularyStore vocabularies{clock};
  tacet::objectstore::MemoryObjectStore objects{&clock};
  std::unique_ptr<tacet::api::TranscribeApi> api;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const bool cbor = (data[0] & 0x80) != 0;
  const auto& operation =
      tacet::api::kOperations[(data[0] & 0x7f) % std::size(tacet::api::kOperations)];
  const std::string name(operation.name);
  Service service;  // anew, so that an input means the same every time
  tacet::http_server::HttpRequest request;
  request.method = "POST";
  request.path = cbor ? "/service/Transcribe/operation/" + name : "/";
  request.headers.Add("Host", "localhost");
  if (cbor) {
    request.headers.Add("smithy-protocol", "rpc-v2-cbor");
  } else {
    request.headers.Add("X-Amz-Target", "Transcribe." + name);
  }
  request.body = std::make_unique<tacet::StringSource>(
      std::string(reinterpret_cast<const char*>(data) + 1, size - 1));
  const auto response =
      service.api->Handle(request, {.access_key_id = "k", .role = tacet::auth::Role::kAdmin});
  TACET_CHECK(response.status < 500) << response.status;
  const auto body =
      cbor ? tacet::api::DecodeCborObject(response.body) : tacet::api::DecodeJson(response.body);
  TACET_CHECK(body.has_value());
  TACET_CHECK(response.status == 200 || (body->contains("__type") && body->contains("Message")));
  return 0;
}
