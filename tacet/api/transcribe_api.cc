#include "tacet/api/transcribe_api.h"

#include <algorithm>

#include "tacet/api/operations.h"
#include "tacet/api/protocol.h"
#include "tacet/api/request_input.h"
#include "tacet/api/token_bucket.h"
#include "tacet/api/validation.h"
#include "tacet/auth/role.h"
#include "tacet/base/log.h"

namespace tacet::api {
namespace {

using http_server::HttpRequest;
using http_server::HttpResponse;

// The text of LimitExceededException in Amazon's API reference.
constexpr std::string_view kTooManyRequests =
    "You've either sent too many requests or your input file is too long. Wait before you retry "
    "your request, or use a smaller file and try your request again.";

bool IsAuthority(std::string_view text) {
  return !text.empty() && text.size() <= 255 &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) {
           return std::isalnum(c) || c == '.' || c == '-' || c == ':' || c == '[' || c == ']';
         });
}

// Scheme and authority as the client wrote them. A Host that is none cannot be answered with a
// usable URI.
std::string EndpointOf(const HttpRequest& request, const std::string& fixed) {
  if (!fixed.empty()) return fixed;
  const std::string_view host = request.headers.Get("Host");
  return std::string(request.tls ? "https://" : "http://") +
         (IsAuthority(host) ? std::string(host) : "localhost");
}

ApiError Unsupported(std::string_view operation) {
  return {"BadRequestException", 400,
          "This service doesn't support the operation " + std::string(operation) +
              ". It supports transcription jobs, vocabularies, vocabulary filters and tags."};
}

}  // namespace

struct TranscribeApi::State {
  State(const TranscribeApiParts& the_parts, TranscribeApiOptions the_options)
      : parts(the_parts), options(std::move(the_options)) {}

  // The answer's value, or what went wrong. Sets `operation` when the request names a known one.
  tl::expected<Output, ApiError> Run(HttpRequest& request, const auth::Identity& identity,
                                     Protocol protocol, const Operation*& operation);

  const TranscribeApiParts parts;
  const TranscribeApiOptions options;
  SharedState shared;
  std::map<std::string, TokenBucket, std::less<>> buckets;  // only what is limited; never changed
};

tl::expected<Output, ApiError> TranscribeApi::State::Run(HttpRequest& request,
                                                         const auth::Identity& identity,
                                                         Protocol protocol,
                                                         const Operation*& operation) {
  const auto fail = [](ApiError error) { return tl::unexpected<ApiError>(std::move(error)); };
  if (protocol == Protocol::kCbor) {
    if (request.headers.Get("smithy-protocol") != "rpc-v2-cbor") {
      return fail(SerializationError("The header smithy-protocol must be rpc-v2-cbor."));
    }
    const std::string_view type = request.headers.Get("Content-Type");
    if (!type.empty() && type != "application/cbor") {
      return fail({"UnsupportedMediaTypeException", 415,
                   "The header Content-Type must be application/cbor."});
    }
  }
  const std::string name = OperationName(request, protocol);
  operation = FindOperation(name);
  if (operation == nullptr || request.method != "POST") {
    return fail({"UnknownOperationException", 400,
                 "The request doesn't name an operation of Amazon Transcribe. Check the header "
                 "X-Amz-Target or the path."});
  }
  if (identity.service_signed ||
      (identity.role == auth::Role::kReadRedacted && operation->access != Access::kEveryRole)) {
    return fail(AccessDenied(identity.role, "transcribe:" + std::string(operation->name)));
  }
  if (const auto bucket = buckets.find(operation->name);
      bucket != buckets.end() && !bucket->second.Take()) {
    return fail({"LimitExceededException", 400, std::string(kTooManyRequests)});
  }
  if (operation->run == nullptr) return fail(Unsupported(operation->name));

  const tl::expected<Input, ApiError> input = ReadInput(request, protocol);
  if (!input) return fail(input.error());
  const OperationShapes& shapes = TranscribeModel().operations().find(operation->name)->second;
  if (auto error = Validate(*input, *shapes.input)) return fail(std::move(*error));

  OperationContext context{.parts = parts,
                           .options = options,
                           .shared = shared,
                           .identity = identity,
                           .request = request,
                           .endpoint = EndpointOf(request, options.public_endpoint)};
  Result<Output> output = operation->run(context, *input);
  if (output) return std::move(*output);
  ApiError error = ToApiError(output.error(), operation->missing);
  if (error.status >= 500) {
    LogError(LogLevel::kError, "api.failure", output.error(),
             {{"request", request.id}, {"operation", std::string(operation->name)}});
  }
  return fail(std::move(error));
}

TranscribeApi::TranscribeApi(std::unique_ptr<State> state) : state_(std::move(state)) {}
TranscribeApi::~TranscribeApi() = default;

Result<std::unique_ptr<TranscribeApi>> TranscribeApi::Create(const TranscribeApiParts& parts,
                                                             TranscribeApiOptions options) {
  const auto bad = [](const std::string& why) {
    return MakeError(ErrorCode::kInvalidArgument, why);
  };
  if (!options.presign) return bad("the API needs a function that signs URLs");
  if (options.account_id.size() != 12 ||
      options.account_id.find_first_not_of("0123456789") != std::string::npos) {
    return bad("the account id must have 12 digits");
  }
  if (options.region.empty()) return bad("the region must not be empty");
  if (options.job_languages.empty()) return bad("there must be a language for jobs");
  if (options.max_vocabularies < 0 || options.max_vocabulary_filters < 0) {
    return bad("the numbers of vocabularies and filters must not be negative");
  }
  if (options.service_bucket.empty()) {
    options.service_bucket = "aws-transcribe-" + options.region + "-prod";
  }
  auto state = std::make_unique<State>(parts, std::move(options));
  for (const auto& [name, rate] : state->options.requests_per_second) {
    if (FindOperation(name) == nullptr || !(rate > 0)) {
      return bad("the rate of '" + name + "' must be above 0 and of a known operation");
    }
    state->buckets.try_emplace(name, rate, parts.clock);
  }
  TranscribeModel();  // read now, not at the first request
  return std::unique_ptr<TranscribeApi>(new TranscribeApi(std::move(state)));
}

bool TranscribeApi::IsFor(const HttpRequest& request) { return IsTranscribeRequest(request); }

HttpResponse TranscribeApi::Handle(HttpRequest& request, const auth::Identity& identity) {
  const Protocol protocol = ProtocolOf(request);
  const Operation* operation = nullptr;
  const auto output = state_->Run(request, identity, protocol, operation);
  HttpResponse response;
  if (output) {
    response = SuccessResponse(protocol, *output,
                               TranscribeModel().operations().find(operation->name)->second.output);
  } else {
    response = ErrorResponse(protocol, output.error());
    // The code alone: the message may echo values of the request.
    response.log_fields.emplace_back("error", output.error().type);
  }
  if (operation != nullptr) response.log_fields.emplace_back("operation", operation->name);
  return response;
}

HttpResponse TranscribeApi::Refuse(const HttpRequest& request, const auth::AuthResult& result) {
  const ApiError error = ToApiError(result.failure, result.message);
  HttpResponse response = ErrorResponse(ProtocolOf(request), error);
  response.log_fields.emplace_back("error", error.type);
  return response;
}

HttpResponse TranscribeApi::Refuse(const HttpRequest& request, int status) {
  ApiError error = SerializationError("The request can't be read.", status);
  if (status == 503) {
    // Clients back off on it, as they do on Amazon's throttling.
    error = {"LimitExceededException", 400, std::string(kTooManyRequests)};
  } else if (status >= 500) {
    error =
        ToApiError(Error{.code = ErrorCode::kInternal, .message = "", .detail = "", .where = {}},
                   MissingResource::kBadRequest);
    error.status = status;
  }
  HttpResponse response = ErrorResponse(ProtocolOf(request), error);
  response.log_fields.emplace_back("error", error.type);
  return response;
}

std::map<std::string, double> AmazonRates() {
  return {
      {"StartTranscriptionJob", 25}, {"GetTranscriptionJob", 30}, {"ListTranscriptionJobs", 5},
      {"DeleteTranscriptionJob", 5}, {"CreateVocabulary", 10},    {"UpdateVocabulary", 10},
      {"GetVocabulary", 20},         {"ListVocabularies", 5},     {"DeleteVocabulary", 5},
  };
}

const Operation* FindOperation(std::string_view name) {
  for (const Operation& operation : kOperations) {
    if (operation.name == name) return &operation;
  }
  return nullptr;
}

}  // namespace tacet::api
