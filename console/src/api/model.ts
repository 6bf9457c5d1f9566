// Made by `npm run generate` from tacet/api/service_model.json; not to be edited.
// Source of the model: botocore 1.44.5, data/transcribe/2017-10-26/service-2.json.gz

export interface ContentRedaction {
  RedactionType: RedactionType;
  RedactionOutput: RedactionOutput;
  PiiEntityTypes?: PiiEntityType[];
}

export interface CreateVocabularyFilterRequest {
  VocabularyFilterName: string;
  LanguageCode: LanguageCode;
  Words?: string[];
  VocabularyFilterFileUri?: string;
  Tags?: Tag[];
  DataAccessRoleArn?: string;
  EncryptionConfiguration?: EncryptionConfiguration;
}

export interface CreateVocabularyFilterResponse {
  VocabularyFilterName?: string;
  LanguageCode?: LanguageCode;
  LastModifiedTime?: number;
}

export interface CreateVocabularyRequest {
  VocabularyName: string;
  LanguageCode: LanguageCode;
  Phrases?: string[];
  VocabularyFileUri?: string;
  Tags?: Tag[];
  DataAccessRoleArn?: string;
  EncryptionConfiguration?: EncryptionConfiguration;
}

export interface CreateVocabularyResponse {
  VocabularyName?: string;
  LanguageCode?: LanguageCode;
  VocabularyState?: VocabularyState;
  LastModifiedTime?: number;
  FailureReason?: string;
}

export interface DeleteTranscriptionJobRequest {
  TranscriptionJobName: string;
}

export interface DeleteVocabularyFilterRequest {
  VocabularyFilterName: string;
}

export interface DeleteVocabularyRequest {
  VocabularyName: string;
}

export interface EncryptionConfiguration {
  KMSEncryptionContext?: Partial<Record<string, string>>;
  KMSKey: string;
}

export interface GetTranscriptionJobRequest {
  TranscriptionJobName: string;
}

export interface GetTranscriptionJobResponse {
  TranscriptionJob?: TranscriptionJob;
}

export interface GetVocabularyFilterRequest {
  VocabularyFilterName: string;
}

export interface GetVocabularyFilterResponse {
  VocabularyFilterName?: string;
  LanguageCode?: LanguageCode;
  LastModifiedTime?: number;
  DownloadUri?: string;
  DataAccessRoleArn?: string;
  EncryptionConfiguration?: EncryptionConfiguration;
}

export interface GetVocabularyRequest {
  VocabularyName: string;
}

export interface GetVocabularyResponse {
  VocabularyName?: string;
  LanguageCode?: LanguageCode;
  VocabularyState?: VocabularyState;
  LastModifiedTime?: number;
  FailureReason?: string;
  DownloadUri?: string;
  DataAccessRoleArn?: string;
  EncryptionConfiguration?: EncryptionConfiguration;
}

export interface JobExecutionSettings {
  AllowDeferredExecution?: boolean;
  DataAccessRoleArn?: string;
}

export type LanguageCode =
  | 'af-ZA'
  | 'ar-AE'
  | 'ar-SA'
  | 'am-ET'
  | 'cy-GB'
  | 'da-DK'
  | 'de-CH'
  | 'de-DE'
  | 'en-AB'
  | 'en-AU'
  | 'en-GB'
  | 'en-IE'
  | 'en-IN'
  | 'en-US'
  | 'en-WL'
  | 'es-ES'
  | 'es-MX'
  | 'es-US'
  | 'fa-AF'
  | 'fa-IR'
  | 'fr-CA'
  | 'fr-FR'
  | 'ga-IE'
  | 'gd-GB'
  | 'he-IL'
  | 'hi-IN'
  | 'ht-HT'
  | 'id-ID'
  | 'it-IT'
  | 'ja-JP'
  | 'jv-ID'
  | 'km-KH'
  | 'ko-KR'
  | 'my-MM'
  | 'ms-MY'
  | 'nl-NL'
  | 'pt-BR'
  | 'pt-PT'
  | 'ru-RU'
  | 'ta-IN'
  | 'te-IN'
  | 'tr-TR'
  | 'zh-CN'
  | 'zh-TW'
  | 'th-TH'
  | 'en-ZA'
  | 'en-NZ'
  | 'vi-VN'
  | 'sv-SE'
  | 'ab-GE'
  | 'ast-ES'
  | 'az-AZ'
  | 'ba-RU'
  | 'be-BY'
  | 'bg-BG'
  | 'bn-IN'
  | 'bs-BA'
  | 'ca-ES'
  | 'ckb-IQ'
  | 'ckb-IR'
  | 'cs-CZ'
  | 'cy-WL'
  | 'el-GR'
  | 'et-EE'
  | 'et-ET'
  | 'eu-ES'
  | 'fi-FI'
  | 'gl-ES'
  | 'gu-IN'
  | 'ha-NG'
  | 'hr-HR'
  | 'hu-HU'
  | 'hy-AM'
  | 'is-IS'
  | 'ka-GE'
  | 'kab-DZ'
  | 'kk-KZ'
  | 'kn-IN'
  | 'ky-KG'
  | 'lg-IN'
  | 'lt-LT'
  | 'lv-LV'
  | 'mhr-RU'
  | 'mi-NZ'
  | 'mk-MK'
  | 'ml-IN'
  | 'mn-MN'
  | 'mr-IN'
  | 'mt-MT'
  | 'no-NO'
  | 'ne-NP'
  | 'or-IN'
  | 'pa-IN'
  | 'pl-PL'
  | 'ps-AF'
  | 'ro-RO'
  | 'rw-RW'
  | 'si-LK'
  | 'sk-SK'
  | 'sl-SI'
  | 'so-SO'
  | 'sq-AL'
  | 'sr-RS'
  | 'su-ID'
  | 'sw-BI'
  | 'sw-KE'
  | 'sw-RW'
  | 'sw-TZ'
  | 'sw-UG'
  | 'tl-PH'
  | 'tt-RU'
  | 'ug-CN'
  | 'uk-UA'
  | 'uz-UZ'
  | 'wo-SN'
  | 'zh-HK'
  | 'zu-ZA';

export interface LanguageCodeItem {
  LanguageCode?: LanguageCode;
  DurationInSeconds?: number;
}

export interface LanguageIdSettings {
  VocabularyName?: string;
  VocabularyFilterName?: string;
  LanguageModelName?: string;
}

export interface ListTagsForResourceRequest {
  ResourceArn: string;
}

export interface ListTagsForResourceResponse {
  ResourceArn?: string;
  Tags?: Tag[];
}

export interface ListTranscriptionJobsRequest {
  Status?: TranscriptionJobStatus;
  JobNameContains?: string;
  NextToken?: string;
  MaxResults?: number;
}

export interface ListTranscriptionJobsResponse {
  Status?: TranscriptionJobStatus;
  NextToken?: string;
  TranscriptionJobSummaries?: TranscriptionJobSummary[];
}

export interface ListVocabulariesRequest {
  NextToken?: string;
  MaxResults?: number;
  StateEquals?: VocabularyState;
  NameContains?: string;
}

export interface ListVocabulariesResponse {
  Status?: VocabularyState;
  NextToken?: string;
  Vocabularies?: VocabularyInfo[];
}

export interface ListVocabularyFiltersRequest {
  NextToken?: string;
  MaxResults?: number;
  NameContains?: string;
}

export interface ListVocabularyFiltersResponse {
  NextToken?: string;
  VocabularyFilters?: VocabularyFilterInfo[];
}

export interface Media {
  MediaFileUri?: string;
  RedactedMediaFileUri?: string;
}

export type MediaFormat =
  | 'mp3'
  | 'mp4'
  | 'wav'
  | 'flac'
  | 'ogg'
  | 'amr'
  | 'webm'
  | 'm4a';

export interface ModelSettings {
  LanguageModelName?: string;
}

export type OutputLocationType =
  | 'CUSTOMER_BUCKET'
  | 'SERVICE_BUCKET';

export type PiiEntityType =
  | 'BANK_ACCOUNT_NUMBER'
  | 'BANK_ROUTING'
  | 'CREDIT_DEBIT_NUMBER'
  | 'CREDIT_DEBIT_CVV'
  | 'CREDIT_DEBIT_EXPIRY'
  | 'PIN'
  | 'EMAIL'
  | 'ADDRESS'
  | 'NAME'
  | 'PHONE'
  | 'SSN'
  | 'DATE_TIME'
  | 'PASSPORT_NUMBER'
  | 'DRIVER_ID'
  | 'URL'
  | 'AGE'
  | 'USERNAME'
  | 'PASSWORD'
  | 'AWS_ACCESS_KEY'
  | 'AWS_SECRET_KEY'
  | 'IP_ADDRESS'
  | 'MAC_ADDRESS'
  | 'LICENSE_PLATE'
  | 'VEHICLE_IDENTIFICATION_NUMBER'
  | 'US_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER'
  | 'CA_HEALTH_NUMBER'
  | 'CA_SOCIAL_INSURANCE_NUMBER'
  | 'INTERNATIONAL_BANK_ACCOUNT_NUMBER'
  | 'SWIFT_CODE'
  | 'ALL';

export type RedactionOutput =
  | 'redacted'
  | 'redacted_and_unredacted';

export type RedactionType =
  | 'PII';

export interface Settings {
  VocabularyName?: string;
  ShowSpeakerLabels?: boolean;
  MaxSpeakerLabels?: number;
  ChannelIdentification?: boolean;
  ShowAlternatives?: boolean;
  MaxAlternatives?: number;
  VocabularyFilterName?: string;
  VocabularyFilterMethod?: VocabularyFilterMethod;
}

export interface StartTranscriptionJobRequest {
  TranscriptionJobName: string;
  LanguageCode?: LanguageCode;
  MediaSampleRateHertz?: number;
  MediaFormat?: MediaFormat;
  Media: Media;
  OutputBucketName?: string;
  OutputKey?: string;
  OutputEncryptionKMSKeyId?: string;
  KMSEncryptionContext?: Partial<Record<string, string>>;
  Settings?: Settings;
  ModelSettings?: ModelSettings;
  JobExecutionSettings?: JobExecutionSettings;
  ContentRedaction?: ContentRedaction;
  IdentifyLanguage?: boolean;
  IdentifyMultipleLanguages?: boolean;
  LanguageOptions?: LanguageCode[];
  Subtitles?: Subtitles;
  Tags?: Tag[];
  LanguageIdSettings?: Partial<Record<LanguageCode, LanguageIdSettings>>;
  ToxicityDetection?: ToxicityDetectionSettings[];
}

export interface StartTranscriptionJobResponse {
  TranscriptionJob?: TranscriptionJob;
}

export type SubtitleFormat =
  | 'vtt'
  | 'srt';

export interface Subtitles {
  Formats?: SubtitleFormat[];
  OutputStartIndex?: number;
}

export interface SubtitlesOutput {
  Formats?: SubtitleFormat[];
  SubtitleFileUris?: string[];
  OutputStartIndex?: number;
}

export interface Tag {
  Key: string;
  Value: string;
}

export interface TagResourceRequest {
  ResourceArn: string;
  Tags: Tag[];
}

export interface TagResourceResponse {
}

export type ToxicityCategory =
  | 'ALL';

export interface ToxicityDetectionSettings {
  ToxicityCategories: ToxicityCategory[];
}

export interface Transcript {
  TranscriptFileUri?: string;
  RedactedTranscriptFileUri?: string;
}

export interface TranscriptionJob {
  TranscriptionJobName?: string;
  TranscriptionJobStatus?: TranscriptionJobStatus;
  LanguageCode?: LanguageCode;
  MediaSampleRateHertz?: number;
  MediaFormat?: MediaFormat;
  Media?: Media;
  Transcript?: Transcript;
  StartTime?: number;
  CreationTime?: number;
  CompletionTime?: number;
  FailureReason?: string;
  Settings?: Settings;
  ModelSettings?: ModelSettings;
  JobExecutionSettings?: JobExecutionSettings;
  ContentRedaction?: ContentRedaction;
  IdentifyLanguage?: boolean;
  IdentifyMultipleLanguages?: boolean;
  LanguageOptions?: LanguageCode[];
  IdentifiedLanguageScore?: number;
  LanguageCodes?: LanguageCodeItem[];
  Tags?: Tag[];
  Subtitles?: SubtitlesOutput;
  LanguageIdSettings?: Partial<Record<LanguageCode, LanguageIdSettings>>;
  ToxicityDetection?: ToxicityDetectionSettings[];
}

export type TranscriptionJobStatus =
  | 'QUEUED'
  | 'IN_PROGRESS'
  | 'FAILED'
  | 'COMPLETED';

export interface TranscriptionJobSummary {
  TranscriptionJobName?: string;
  CreationTime?: number;
  StartTime?: number;
  CompletionTime?: number;
  LanguageCode?: LanguageCode;
  TranscriptionJobStatus?: TranscriptionJobStatus;
  FailureReason?: string;
  OutputLocationType?: OutputLocationType;
  ContentRedaction?: ContentRedaction;
  ModelSettings?: ModelSettings;
  IdentifyLanguage?: boolean;
  IdentifyMultipleLanguages?: boolean;
  IdentifiedLanguageScore?: number;
  LanguageCodes?: LanguageCodeItem[];
  ToxicityDetection?: ToxicityDetectionSettings[];
}

export interface UntagResourceRequest {
  ResourceArn: string;
  TagKeys: string[];
}

export interface UntagResourceResponse {
}

export interface UpdateVocabularyFilterRequest {
  VocabularyFilterName: string;
  Words?: string[];
  VocabularyFilterFileUri?: string;
  DataAccessRoleArn?: string;
  EncryptionConfiguration?: EncryptionConfiguration;
}

export interface UpdateVocabularyFilterResponse {
  VocabularyFilterName?: string;
  LanguageCode?: LanguageCode;
  LastModifiedTime?: number;
}

export interface UpdateVocabularyRequest {
  VocabularyName: string;
  LanguageCode: LanguageCode;
  Phrases?: string[];
  VocabularyFileUri?: string;
  DataAccessRoleArn?: string;
  EncryptionConfiguration?: EncryptionConfiguration;
}

export interface UpdateVocabularyResponse {
  VocabularyName?: string;
  LanguageCode?: LanguageCode;
  LastModifiedTime?: number;
  VocabularyState?: VocabularyState;
}

export interface VocabularyFilterInfo {
  VocabularyFilterName?: string;
  LanguageCode?: LanguageCode;
  LastModifiedTime?: number;
}

export type VocabularyFilterMethod =
  | 'remove'
  | 'mask'
  | 'tag';

export interface VocabularyInfo {
  VocabularyName?: string;
  LanguageCode?: LanguageCode;
  LastModifiedTime?: number;
  VocabularyState?: VocabularyState;
}

export type VocabularyState =
  | 'PENDING'
  | 'READY'
  | 'FAILED';

export interface Operations {
  StartTranscriptionJob: { input: StartTranscriptionJobRequest; output: StartTranscriptionJobResponse };
  GetTranscriptionJob: { input: GetTranscriptionJobRequest; output: GetTranscriptionJobResponse };
  ListTranscriptionJobs: { input: ListTranscriptionJobsRequest; output: ListTranscriptionJobsResponse };
  DeleteTranscriptionJob: { input: DeleteTranscriptionJobRequest; output: Record<string, never> };
  CreateVocabulary: { input: CreateVocabularyRequest; output: CreateVocabularyResponse };
  GetVocabulary: { input: GetVocabularyRequest; output: GetVocabularyResponse };
  ListVocabularies: { input: ListVocabulariesRequest; output: ListVocabulariesResponse };
  UpdateVocabulary: { input: UpdateVocabularyRequest; output: UpdateVocabularyResponse };
  DeleteVocabulary: { input: DeleteVocabularyRequest; output: Record<string, never> };
  CreateVocabularyFilter: { input: CreateVocabularyFilterRequest; output: CreateVocabularyFilterResponse };
  GetVocabularyFilter: { input: GetVocabularyFilterRequest; output: GetVocabularyFilterResponse };
  ListVocabularyFilters: { input: ListVocabularyFiltersRequest; output: ListVocabularyFiltersResponse };
  UpdateVocabularyFilter: { input: UpdateVocabularyFilterRequest; output: UpdateVocabularyFilterResponse };
  DeleteVocabularyFilter: { input: DeleteVocabularyFilterRequest; output: Record<string, never> };
  TagResource: { input: TagResourceRequest; output: TagResourceResponse };
  UntagResource: { input: UntagResourceRequest; output: UntagResourceResponse };
  ListTagsForResource: { input: ListTagsForResourceRequest; output: ListTagsForResourceResponse };
}
