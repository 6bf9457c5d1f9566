package examples;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import software.amazon.awssdk.services.transcribe.TranscribeClient;
import software.amazon.awssdk.services.transcribe.model.LanguageCode;
import software.amazon.awssdk.services.transcribe.model.TranscriptionJob;
import software.amazon.awssdk.services.transcribe.model.TranscriptionJobStatus;

/**
 * Transcribes a recording without the personal information in it, and prints the redacted transcript.
 *
 * <p>usage: RedactedTranscript JOB_NAME MEDIA_URI [redacted|redacted_and_unredacted]
 */
public final class RedactedTranscript {
  private static void start(
      TranscribeClient client, String jobName, String mediaUri, String redactionOutput) {
    client.startTranscriptionJob(
        request ->
            request
                .transcriptionJobName(jobName)
                .media(media -> media.mediaFileUri(mediaUri))
                .languageCode(LanguageCode.EN_US)
                .contentRedaction(
                    redaction ->
                        redaction.redactionType("PII").redactionOutput(redactionOutput)));
  }

  private static TranscriptionJob waitFor(TranscribeClient client, String jobName)
      throws InterruptedException {
    while (true) {
      TranscriptionJob job =
          client
              .getTranscriptionJob(request -> request.transcriptionJobName(jobName))
              .transcriptionJob();
      if (job.transcriptionJobStatus() == TranscriptionJobStatus.COMPLETED) {
        return job;
      }
      if (job.transcriptionJobStatus() == TranscriptionJobStatus.FAILED) {
        throw new IllegalStateException(job.failureReason());
      }
      System.err.println(jobName + ": " + job.transcriptionJobStatusAsString());
      Thread.sleep(2000);
    }
  }

  private static void printTranscript(String kind, String uri) throws Exception {
    HttpResponse<byte[]> answer =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("HTTP " + answer.statusCode() + " for the " + kind + " transcript");
    }
    System.out.println(
        kind
            + ": "
            + new ObjectMapper()
                .readTree(answer.body())
                .at("/results/transcripts/0/transcript")
                .asText());
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 2) {
      System.err.println("usage: RedactedTranscript JOB_NAME MEDIA_URI [REDACTION_OUTPUT]");
      System.exit(2);
    }
    String jobName = arguments[0];
    String redactionOutput = arguments.length > 2 ? arguments[2] : "redacted";
    try (TranscribeClient client = TranscribeClient.create()) {
      start(client, jobName, arguments[1], redactionOutput);
      TranscriptionJob job = waitFor(client, jobName);
      printTranscript("redacted", job.transcript().redactedTranscriptFileUri());
      if (job.transcript().transcriptFileUri() != null) {
        printTranscript("unredacted", job.transcript().transcriptFileUri());
      }
    }
  }
}
