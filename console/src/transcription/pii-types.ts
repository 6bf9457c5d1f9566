// Names of the kinds of personal information, in the groups in which pages list them.
import type { PiiEntityType } from '../api/model.ts';

export type OnePiiType = Exclude<PiiEntityType, 'ALL'>;

export interface PiiGroup {
  name: string;
  types: Partial<Record<OnePiiType, string>>;
}

export const PII_GROUPS: PiiGroup[] = [
  {
    name: 'Personal',
    types: {
      NAME: 'Name',
      ADDRESS: 'Address',
      PHONE: 'Phone number',
      EMAIL: 'Email address',
      AGE: 'Age',
      DATE_TIME: 'Date or time',
    },
  },
  {
    name: 'Financial',
    types: {
      BANK_ACCOUNT_NUMBER: 'Bank account number',
      BANK_ROUTING: 'Bank routing number',
      INTERNATIONAL_BANK_ACCOUNT_NUMBER: 'International bank account number (IBAN)',
      SWIFT_CODE: 'SWIFT code',
      CREDIT_DEBIT_NUMBER: 'Credit or debit card number',
      CREDIT_DEBIT_CVV: 'Card verification code (CVV)',
      CREDIT_DEBIT_EXPIRY: 'Card expiry date',
      PIN: 'PIN',
    },
  },
  {
    name: 'Identity documents and vehicles',
    types: {
      SSN: 'US Social Security number',
      US_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER: 'US taxpayer number (ITIN)',
      CA_SOCIAL_INSURANCE_NUMBER: 'Canadian social insurance number',
      CA_HEALTH_NUMBER: 'Canadian health number',
      PASSPORT_NUMBER: 'Passport number',
      DRIVER_ID: 'Driving licence number',
      LICENSE_PLATE: 'Licence plate',
      VEHICLE_IDENTIFICATION_NUMBER: 'Vehicle identification number',
    },
  },
  {
    name: 'Technical',
    types: {
      USERNAME: 'User name',
      PASSWORD: 'Password',
      URL: 'Web address',
      IP_ADDRESS: 'IP address',
      MAC_ADDRESS: 'MAC address',
      AWS_ACCESS_KEY: 'AWS access key',
      AWS_SECRET_KEY: 'AWS secret key',
    },
  },
];

const NAMES: Partial<Record<string, string>> = Object.assign(
  {},
  ...PII_GROUPS.map(({ types }) => types),
);

export const PII_TYPES = Object.keys(NAMES) as OnePiiType[];

export function piiTypeName(type: string): string {
  return NAMES[type] ?? type;
}
