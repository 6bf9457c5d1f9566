#include "tacet/pipeline/output_names.h"

namespace tacet::pipeline {
namespace {

constexpr std::string_view kDocumentEnding = ".json";
constexpr std::string_view kRedactedPrefix = "redacted-";
constexpr std::string_view kServiceFile = "asrOutput.json";
constexpr std::string_view kWaveformFile = "waveform.peaks";

std::string CustomerKey(const std::string& output_key, const std::string& job_name) {
  const std::string file = job_name + std::string(kDocumentEnding);
  if (output_key.empty()) return file;
  if (output_key.ends_with(kDocumentEnding)) return output_key;
  if (output_key.ends_with('/')) return output_key + file;
  return output_key + "/" + file;
}

std::string RedactedKey(std::string key) {
  const size_t slash = key.rfind('/');
  key.insert(slash == std::string::npos ? 0 : slash + 1, kRedactedPrefix);
  return key;
}

}  // namespace

std::string ServiceBucketName(std::string_view region) {
  return "aws-transcribe-" + std::string(region) + "-prod";
}

OutputNames NamesOfOutputs(const jobs::TranscriptionJob& job, const std::string& account_id,
                           const std::string& service_bucket) {
  const std::string& job_name = job.request.transcription_job_name;
  const std::string service_folder = account_id + "/" + job_name + "/" + job.id + "/";
  std::string bucket;
  std::string key;
  if (job.request.output_bucket_name) {
    bucket = *job.request.output_bucket_name;
    key = CustomerKey(job.request.output_key.value_or(""), job_name);
  } else {
    bucket = service_bucket;
    key = service_folder + std::string(kServiceFile);
  }
  return {.transcript = {bucket, key},
          .redacted_transcript = {bucket, RedactedKey(key)},
          .waveform = {service_bucket, service_folder + std::string(kWaveformFile)}};
}

std::optional<ServiceObject> ParseServiceKey(std::string_view key, std::string_view account_id) {
  if (!key.starts_with(account_id) || key.substr(account_id.size(), 1) != "/") return std::nullopt;
  key.remove_prefix(account_id.size() + 1);
  const size_t name_end = key.find('/');
  if (name_end == std::string_view::npos || name_end == 0) return std::nullopt;
  const size_t id_end = key.find('/', name_end + 1);
  if (id_end == std::string_view::npos || id_end == name_end + 1) return std::nullopt;
  return ServiceObject{std::string(key.substr(0, name_end)),
                       std::string(key.substr(name_end + 1, id_end - name_end - 1))};
}

}  // namespace tacet::pipeline
