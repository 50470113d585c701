// The errors of the Cosmos DB protocol: an HTTP status, a code word and, at times, a substatus.

export class CosmosError extends Error {
  readonly status: number;
  readonly code: string;
  readonly substatus: number | undefined;

  constructor(status: number, code: string, message: string, substatus?: number) {
    super(message);
    this.status = status;
    this.code = code;
    this.substatus = substatus;
  }
}

export function badRequest(message: string, substatus?: number): CosmosError {
  return new CosmosError(400, 'BadRequest', message, substatus);
}

export function notFound(message = 'Entity with the specified id does not exist in the system.'): CosmosError {
  return new CosmosError(404, 'NotFound', message);
}

export function conflict(message = 'Entity with the specified id already exists in the system.'): CosmosError {
  return new CosmosError(409, 'Conflict', message);
}

export function preconditionFailed(): CosmosError {
  return new CosmosError(
    412,
    'PreconditionFailed',
    'Operation cannot be performed because one of the specified precondition is not met.',
  );
}
