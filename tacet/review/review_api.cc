#include "tacet/review/review_api.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "tacet/api/error_mapping.h"
#include "tacet/api/protocol.h"
#include "tacet/api/request_input.h"
#include "tacet/api/validation.h"
#include "tacet/base/check.h"
#include "tacet/base/log.h"
#include "tacet/review/operations.h"

namespace tacet::review {

extern const std::string_view kReviewModelJson;  // review_model_data.cc.in

namespace {

using api::ApiError;
using http_server::HttpRequest;
using http_server::HttpResponse;

constexpr std::string_view kTarget = "TacetReview.";

const Operation* FindOperation(std::string_view name) {
  const auto found = std::find_if(std::begin(kOperations), std::end(kOperations),
                                  [&](const Operation& each) { return each.name == name; });
  return found == std::end(kOperations) ? nullptr : found;
}

}  // namespace

const api::ServiceModel& ReviewModel() {
  static const std::unique_ptr<const api::ServiceModel> model = [] {
    auto parsed = api::ServiceModel::Parse(kReviewModelJson);
    TACET_CHECK(parsed.has_value()) << parsed.error().message << " " << parsed.error().detail;
    return std::move(*parsed);
  }();
  return *model;
}

struct ReviewApi::State {
  // The answer's value, or what went wrong. Sets `operation` when the request names one.
  tl::expected<api::Output, ApiError> Run(HttpRequest& request, const auth::Identity& identity,
                                          const Operation*& operation);

  const ReviewApiParts parts;
  const ReviewApiOptions options;
  PublishLocks publish_locks;
};

tl::expected<api::Output, ApiError> ReviewApi::State::Run(HttpRequest& request,
                                                          const auth::Identity& identity,
                                                          const Operation*& operation) {
  const auto fail = [](ApiError error) { return tl::unexpected<ApiError>(std::move(error)); };
  const std::string_view name = request.headers.Get("X-Amz-Target").substr(kTarget.size());
  operation = FindOperation(name);
  if (operation == nullptr || request.method != "POST") {
    return fail({"UnknownOperationException", 400,
                 "The request doesn't name an operation of TacetReview. Check the header "
                 "X-Amz-Target."});
  }
  if (identity.service_signed || (identity.role == auth::Role::kReadRedacted &&
                                  operation->access != api::Access::kEveryRole)) {
    return fail(api::AccessDenied(identity.role, std::string(kTarget) + std::string(name)));
  }
  const tl::expected<api::Input, ApiError> input = api::ReadInput(request, api::Protocol::kJson);
  if (!input) return fail(input.error());
  const auto& shapes = ReviewModel().operations().find(name)->second;
  if (auto error = api::Validate(*input, *shapes.input)) return fail(std::move(*error));

  ReviewContext context{.parts = parts,
                        .options = options,
                        .publish_locks = publish_locks,
                        .identity = identity,
                        .request = request};
  Result<api::Output> output = operation->run(context, *input);
  if (output) return std::move(*output);
  ApiError error = api::ToApiError(output.error(), api::MissingResource::kBadRequest);
  if (error.status >= 500) {
    LogError(LogLevel::kError, "review.failure", output.error(),
             {{"request", request.id}, {"operation", std::string(operation->name)}});
  }
  return fail(std::move(error));
}

ReviewApi::ReviewApi(std::unique_ptr<State> state) : state_(std::move(state)) {}
ReviewApi::~ReviewApi() = default;

Result<std::unique_ptr<ReviewApi>> ReviewApi::Create(const ReviewApiParts& parts,
                                                     ReviewApiOptions options) {
  if (!options.audit) {
    return MakeError(ErrorCode::kInvalidArgument, "reviews need an audit log");
  }
  if (options.service_bucket.empty()) {
    return MakeError(ErrorCode::kInvalidArgument, "reviews need the name of the service bucket");
  }
  ReviewModel();  // read now, not at the first request
  return std::unique_ptr<ReviewApi>(new ReviewApi(std::unique_ptr<State>(
      new State{.parts = parts, .options = std::move(options), .publish_locks = {}})));
}

bool ReviewApi::IsFor(const HttpRequest& request) {
  return request.headers.Get("X-Amz-Target").starts_with(kTarget);
}

HttpResponse ReviewApi::Handle(HttpRequest& request, const auth::Identity& identity) {
  const Operation* operation = nullptr;
  const auto output = state_->Run(request, identity, operation);
  HttpResponse response;
  if (output) {
    response =
        api::SuccessResponse(api::Protocol::kJson, *output,
                             ReviewModel().operations().find(operation->name)->second.output);
    // Revealed text is for its reader alone, not for a cache on the way.
    response.headers.Add("Cache-Control", "no-store");
  } else {
    response = api::ErrorResponse(api::Protocol::kJson, output.error());
    // The code alone: the message may echo values of the request.
    response.log_fields.emplace_back("error", output.error().type);
  }
  if (operation != nullptr) response.log_fields.emplace_back("operation", operation->name);
  return response;
}

}  // namespace tacet::review
