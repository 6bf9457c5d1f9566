// What of AWS's form the service refuses, and what to do instead. docs/compatibility-api.md tells it
// by members of the request.
export const NOT_SUPPORTED = {
  languageIdentification: 'Not available: this service does not identify languages.',
  customLanguageModel: 'Not available: this service has no custom language models.',
  subtitles: 'Not available: this service does not make subtitles yet.',
  encryption: 'Not available: this service has no key management. Encrypt the storage below it.',
  audioIdentification: 'Not available: this service mixes all channels and speakers into one text.',
  alternativeResults: 'Not available: this service gives the best result alone.',
  customVocabulary: 'Not available: vocabularies can be kept, but jobs do not use them yet.',
};
