package examples;

import java.nio.file.Path;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Puts a file into a bucket and gets it back.
 *
 * <p>usage: ObjectRoundTrip FILE BUCKET KEY COPY
 */
public final class ObjectRoundTrip {
  public static void main(String[] arguments) {
    if (arguments.length != 4) {
      System.err.println("usage: ObjectRoundTrip FILE BUCKET KEY COPY");
      System.exit(2);
    }
    String bucket = arguments[1];
    String key = arguments[2];
    try (S3Client client = S3Client.create()) {
      PutObjectResponse put =
          client.putObject(
              request -> request.bucket(bucket).key(key), RequestBody.fromFile(Path.of(arguments[0])));
      GetObjectResponse got =
          client.getObject(request -> request.bucket(bucket).key(key), Path.of(arguments[3]));
      System.out.println(put.eTag() + " " + got.contentLength());
    }
  }
}
