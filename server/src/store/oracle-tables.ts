/** One row per content that was asked about a citizen, whoever's record it stands in (store/asked.ts). */
export type OracleAskedTable = {
  /** Hash of the identity number, and of all four fields: none of them is kept in clear here. */
  citizen: string;
  variant: string;
  subject: string;
  /** In whose name it was asked. */
  officer: string;
  /** The day in Viet Nam. */
  asked_on: string;
  /** Hashes of name, sex, birth date and number, with dots between: how many values were tried? */
  field_hashes: string;
  /** The second person who let it through: it then counts against no limit. */
  released_by: string | null;
};

/** More values of one field were tried about a citizen than a slip explains. */
export type OracleAlertTable = {
  citizen: string;
  field: string;
  subject: string;
  officer: string;
  at: number;
};
