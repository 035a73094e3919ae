// Generated from shared/iot/spec by scripts/generate.ts (npm run generate). Do not edit.
import type { Operation } from '../operation.ts';
import {
  type Answer,
  answer,
  fields,
  maybeFields,
  maybeList,
  maybeNumber,
  maybeText,
} from '../schema/answers.ts';
import { jsonObject, maxItems, maxLength, minLength, pattern } from '../schema/checks.ts';
import { once } from '../schema/once.ts';
import {
  type JsonParameter,
  choice,
  flag,
  json,
  list,
  optional,
  parameters,
  text,
} from '../schema/parameters.ts';
import { anyOf, requires } from '../schema/rules.ts';

/** The parameters of CopyThingModel. */
export interface CopyThingModelRequest {
  /** ProductKey of the product to copy from. */
  SourceProductKey: string;
  /** ProductKey of the product to copy to. */
  TargetProductKey: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** Resource group ID. The manual says that callers cannot specify it. */
  ResourceGroupId?: string | undefined;
  /**
   * Version of the source model to copy; ListThingModelVersion lists them. The text does not say what is
   * copied when it is absent.
   */
  SourceModelVersion?: string | undefined;
}

/** What CopyThingModel answers. */
export interface CopyThingModelResponse extends Answer {}

/**
 * Copies the TSL model of one product to another product.
 *
 * - The TSL model of the source product is copied to the destination product.
 * - SourceModelVersion selects which version of the source model is copied.
 * - Refused while the destination product is published: CancelReleaseProduct must be called first.
 * - Refused unless source and destination product have the same CategoryKey (see QueryProduct).
 * - The copied model takes effect only once it is published with PublishThingModel (stated under
 *   ListThingModelVersion).
 *
 * Limits: 5 calls a second per account.
 *
 * Safe to repeat.
 *
 * Errors: iot.system.SystemException, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.prod.NullProductKey, iot.prod.InvalidFormattedProductkey, iot.prod.NotExistedProduct,
 * iot.prod.NotSeniorProduct, iot.prod.QueryProductAbilitiesFailed, iot.prod.BatchCreateThingModelFailed.
 *
 * Guide, section 4.10.4.
 */
export const CopyThingModel: Operation<CopyThingModelRequest, CopyThingModelResponse> = {
  name: 'CopyThingModel',
  family: 'thing-models',
  callsPerSecond: 5,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    SourceProductKey: text(minLength(1)),
    TargetProductKey: text(minLength(1)),
    IotInstanceId: optional(text()),
    ResourceGroupId: optional(text()),
    SourceModelVersion: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({})),
};

/** The parameters of CreateThingModel. */
export interface CreateThingModelRequest {
  /** ProductKey of the product; shown in the console and returned by QueryProductList. */
  ProductKey: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /**
   * The new features, at most 10. JSON document (full JSON Schema:
   * shared/iot/spec/ThingModelJson.schema.json; a "!" marks a key the manual requires; keys come sorted
   * alphabetically in answers).
   */
  ThingModelJson?: JsonParameter | undefined;
  /**
   * Identifier of the custom TSL module, unique within the product. 1 to 30 characters: letters, digits,
   * underscores. Goes together with FunctionBlockName; without it the default module is used.
   */
  FunctionBlockId?: string | undefined;
  /**
   * Name of the custom TSL module. 4 to 30 characters: letters, digits, underscores ("letters" is read as any
   * Unicode letter). Goes together with FunctionBlockId; without it the default module is used.
   */
  FunctionBlockName?: string | undefined;
}

/** What CreateThingModel answers. */
export interface CreateThingModelResponse extends Answer {}

/**
 * Adds features (properties, services, events), with or without extended information, to the TSL model of a
 * product.
 *
 * - Each property, service and event in ThingModelJson becomes a new feature of the TSL model of the product.
 * - A feature may carry extended information in its extendConfig key; it is stored with the feature.
 * - A single call adds no more than 10 features, counted over properties, services and events.
 * - Refused while the product is published: CancelReleaseProduct must be called first.
 * - With FunctionBlockId and FunctionBlockName the features go into that custom module; without them they go
 *   into the default module.
 * - A FunctionBlockId identifies one custom module within a product.
 * - The caller can check ThingModelJson beforehand against the JSON schema that the platform publishes.
 * - An edit of the model takes effect only once it is published with PublishThingModel (stated under
 *   ListThingModelVersion).
 *
 * Limits: 5 calls a second per account; at most 10 TSL features (properties, services and events together)
 * per call.
 *
 * Not safe to repeat: a repeat is refused for its identifiers although the first call added them.
 *
 * Errors: iot.system.SystemException, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.prod.NullProductKey, iot.prod.InvalidFormattedProductkey, iot.common.InvalidFormattedParameter,
 * iot.prod.NotExistedProduct, iot.prod.NotSeniorProduct, iot.common.UpdateThingModelOverLimit,
 * iot.prod.ThingModelNameDuplicated, iot.prod.BatchCreateThingModelFailed.
 *
 * Guide, section 4.10.1.
 */
export const CreateThingModel: Operation<CreateThingModelRequest, CreateThingModelResponse> = {
  name: 'CreateThingModel',
  family: 'thing-models',
  callsPerSecond: 5,
  repeatable: false,
  request: /* @__PURE__ */ once(() => parameters(
    {
      ProductKey: text(minLength(1)),
      IotInstanceId: optional(text()),
      ThingModelJson: optional(json(jsonObject())),
      FunctionBlockId: optional(text(minLength(1), maxLength(30), pattern(/^[A-Za-z0-9_]+$/))),
      FunctionBlockName: optional(text(minLength(4), maxLength(30), pattern(/^[\p{L}\p{Nd}_]+$/u))),
    },
    requires('FunctionBlockId', 'FunctionBlockName'),
    requires('FunctionBlockName', 'FunctionBlockId'),
  )),
  response: /* @__PURE__ */ once(() => answer({})),
};

/** The parameters of CreateThingScript. */
export interface CreateThingScriptRequest {
  /** ProductKey of the product; shown in the console and returned by QueryProductList. */
  ProductKey: string;
  /**
   * Source text of the script. The sample defines protocolToRawData(jsonObj), which returns raw data, and
   * rawDataToProtocol(rawData), which returns a JSON object.
   */
  ScriptContent: string;
  /** Language of the script. Python_27: Python 2.7; PHP_72: PHP 7.2. */
  ScriptType: 'JavaScript' | 'Python_27' | 'PHP_72';
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** What CreateThingScript answers. */
export interface CreateThingScriptResponse extends Answer {}

/**
 * Submits a data parsing script for a product.
 *
 * - The script is stored for the product together with its language.
 * - The script turns device data in a custom format into JSON after the device has submitted it.
 * - The script may be written in JavaScript, Python 2.7 or PHP 7.2.
 * - Not supported for data in the Alink JSON format, the standard format of the IoT Connectivity Alliance.
 *
 * Limits: 10 calls a second per account.
 *
 * Not safe to repeat: a repeat is refused although the first call created the script.
 *
 * Errors: iot.system.SystemException, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.prod.NullProductKey, iot.prod.InvalidFormattedProductkey, iot.prod.InvalidScriptType,
 * iot.prod.NotExistedProduct, iot.prod.ProductDataFormatIsNull, iot.prod.ThingScriptDataFormatError,
 * iot.prod.ThingScriptExisted, iot.prod.ConcurrentScriptOperation.
 *
 * Guide, section 4.10.16.
 */
export const CreateThingScript: Operation<CreateThingScriptRequest, CreateThingScriptResponse> = {
  name: 'CreateThingScript',
  family: 'thing-models',
  callsPerSecond: 10,
  repeatable: false,
  request: /* @__PURE__ */ once(() => parameters({
    ProductKey: text(minLength(1)),
    ScriptContent: text(minLength(1)),
    ScriptType: choice('JavaScript', 'Python_27', 'PHP_72'),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({})),
};

/** The parameters of DeleteThingModel. */
export interface DeleteThingModelRequest {
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** Resource group ID. The manual says that callers cannot specify it. */
  ResourceGroupId?: string | undefined;
  /** ProductKey of the product. */
  ProductKey?: string | undefined;
  /** Identifiers of the properties to delete, at most 10. */
  PropertyIdentifier?: readonly string[] | undefined;
  /** Identifiers of the services to delete, at most 10. */
  ServiceIdentifier?: readonly string[] | undefined;
  /** Identifiers of the events to delete, at most 10. */
  EventIdentifier?: readonly string[] | undefined;
  /**
   * Identifier of the custom TSL module, unique within the product (elsewhere in the chapter: 1 to 30
   * letters, digits and underscores). With identifiers: the module to delete them from (absent: default
   * module). Without identifiers: all features of this module are deleted.
   */
  FunctionBlockId?: string | undefined;
}

/** What DeleteThingModel answers. */
export interface DeleteThingModelResponse extends Answer {}

/**
 * Deletes features from the TSL model of a product.
 *
 * - The named properties, services and events are removed from the TSL model of the product.
 * - With identifiers and FunctionBlockId they are removed from that custom module; with identifiers only,
 *   from the default module.
 * - With FunctionBlockId and no identifier at all, every feature of that module is removed.
 * - Refused while the product is published: CancelReleaseProduct must be called first.
 * - The limits ask for at least one of PropertyIdentifier, ServiceIdentifier and EventIdentifier; the
 *   FunctionBlockId row lifts that when FunctionBlockId is given.
 * - An edit of the model takes effect only once it is published with PublishThingModel (stated under
 *   ListThingModelVersion).
 *
 * Limits: 5 calls a second per account; at most 10 identifiers; the parameter table states the 10 for each of
 * the three lists.
 *
 * Safe to repeat: a repeat finds it gone and may be refused for it.
 *
 * Errors: iot.system.SystemException, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.prod.NullProductKey, iot.prod.InvalidFormattedProductkey, iot.prod.NotExistedProduct,
 * iot.prod.NotSeniorProduct, iot.prod.QueryProductAbilityFailed.
 *
 * Guide, section 4.10.6.
 */
export const DeleteThingModel: Operation<DeleteThingModelRequest, DeleteThingModelResponse> = {
  name: 'DeleteThingModel',
  family: 'thing-models',
  callsPerSecond: 5,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters(
    {
      IotInstanceId: optional(text()),
      ResourceGroupId: optional(text()),
      ProductKey: optional(text()),
      PropertyIdentifier: optional(list(text(minLength(1)), maxItems(10))),
      ServiceIdentifier: optional(list(text(minLength(1)), maxItems(10))),
      EventIdentifier: optional(list(text(minLength(1)), maxItems(10))),
      FunctionBlockId: optional(text()),
    },
    anyOf(['PropertyIdentifier'], ['ServiceIdentifier'], ['EventIdentifier'], ['FunctionBlockId']),
  )),
  response: /* @__PURE__ */ once(() => answer({})),
};

/** The parameters of GetThingModelTsl. */
export interface GetThingModelTslRequest {
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** ProductKey of the product; shown in the console and returned by QueryProductList. */
  ProductKey?: string | undefined;
  /** Version of the TSL model. Absent: the draft. */
  ModelVersion?: string | undefined;
  /**
   * true: simplified model, only the identifier and dataType of properties, services, events and their input
   * and output parameters (meant for device developers). false: complete model with every parameter and value
   * (meant for cloud application developers). Default: false.
   */
  Simple?: boolean | undefined;
  /**
   * Identifier of the custom TSL module, unique within the product (elsewhere in the chapter: 1 to 30
   * letters, digits and underscores). Absent: the default module.
   */
  FunctionBlockId?: string | undefined;
}

/** What GetThingModelTsl answers. */
export interface GetThingModelTslResponse extends Answer {
  Data?: GetThingModelTslData | null | undefined;
}

/** The structure Data of GetThingModelTsl. */
export interface GetThingModelTslData {
  /**
   * JSON document in the standard TSL format (defined on another page; as the chapter's samples show it):
   * {schema:String URI, profile:{productKey:String}, properties:[{identifier:String, name:String,
   * accessMode:String (sample rw), required:Boolean, dataType:{type:String, specs:Object}}],
   * events:[{identifier, name, type:String (sample info), required:Boolean, desc:String, …
   */
  TslStr?: string | null | undefined;
  /** URI of the TSL file in OSS; valid for 60 minutes. */
  TslUri?: string | null | undefined;
}

/**
 * Returns the TSL of a product, draft or of a given version, as a string and as a download URI.
 *
 * - Without ModelVersion the unpublished draft is returned; with it the model of that version.
 * - Without FunctionBlockId the default module is returned; with it that custom module.
 * - Simple=true reduces the model to identifier and dataType of properties, services, events and their
 *   parameters; the default is the complete model.
 * - TslUri points to the same model as a file in OSS and stays valid for 60 minutes.
 *
 * Limits: 20 calls a second per account; TslUri is valid for 60 minutes.
 *
 * Safe to repeat.
 *
 * Errors: iot.system.SystemException, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.prod.NullProductKey, iot.prod.InvalidFormattedProductkey, iot.common.InvalidFormattedParameter,
 * iot.prod.NotExistedProduct, iot.prod.NotSeniorProduct, iot.prod.QueryProductAbilitiesFailed.
 *
 * Guide, section 4.10.10.
 */
export const GetThingModelTsl: Operation<GetThingModelTslRequest, GetThingModelTslResponse> = {
  name: 'GetThingModelTsl',
  family: 'thing-models',
  callsPerSecond: 20,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    IotInstanceId: optional(text()),
    ProductKey: optional(text()),
    ModelVersion: optional(text()),
    Simple: optional(flag()),
    FunctionBlockId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({ TslStr: maybeText(), TslUri: maybeText() }),
  })),
};

/** The parameters of GetThingModelTslPublished. */
export interface GetThingModelTslPublishedRequest {
  /** ProductKey of the product. */
  ProductKey: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** Resource group ID. The manual says that callers cannot specify it. */
  ResourceGroupId?: string | undefined;
  /**
   * true: simplified model, only the identifier and dataType of properties, services, events and their input
   * and output parameters (meant for device developers). false: complete model with every parameter and value
   * (meant for cloud application developers). Default: false.
   */
  Simple?: boolean | undefined;
  /** Version of the TSL model; ListThingModelVersion lists them. Absent: the version published last. */
  ModelVersion?: string | undefined;
  /**
   * Identifier of the custom TSL module, unique within the product (elsewhere in the chapter: 1 to 30
   * letters, digits and underscores). Absent: the default module.
   */
  FunctionBlockId?: string | undefined;
}

/** What GetThingModelTslPublished answers. */
export interface GetThingModelTslPublishedResponse extends Answer {
  Data?: GetThingModelTslPublishedData | null | undefined;
}

/** The structure Data of GetThingModelTslPublished. */
export interface GetThingModelTslPublishedData {
  /**
   * JSON document in the standard TSL format (defined on another page; as the chapter's samples show it):
   * {schema:String URI, profile:{productKey:String}, properties:[{identifier:String, name:String,
   * accessMode:String (sample rw), required:Boolean, dataType:{type:String, specs:Object}}],
   * events:[{identifier, name, type:String (sample info), required:Boolean, desc:String, …
   */
  TslStr?: string | null | undefined;
  /** URI of the TSL file in OSS; valid for 60 minutes. */
  TslUri?: string | null | undefined;
}

/**
 * Returns the TSL of a published model of a product as a string and as a download URI.
 *
 * - Without ModelVersion the version published last is returned; with it that version.
 * - Only published models are returned, never the draft.
 * - Without FunctionBlockId the default module is returned; with it that custom module.
 * - Simple=true reduces the model to identifier and dataType of properties, services, events and their
 *   parameters; the default is the complete model.
 * - TslUri points to the same model as a file in OSS and stays valid for 60 minutes.
 *
 * Limits: 20 calls a second per account; TslUri is valid for 60 minutes.
 *
 * Safe to repeat.
 *
 * Errors: iot.system.SystemException, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.prod.NullProductKey, iot.prod.InvalidFormattedProductkey, iot.common.InvalidFormattedParameter,
 * iot.prod.NotExistedProduct, iot.prod.NotSeniorProduct, iot.prod.QueryProductAbilitiesFailed.
 *
 * Guide, section 4.10.13.
 */
export const GetThingModelTslPublished: Operation<
  GetThingModelTslPublishedRequest,
  GetThingModelTslPublishedResponse
> = {
  name: 'GetThingModelTslPublished',
  family: 'thing-models',
  callsPerSecond: 20,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    ProductKey: text(minLength(1)),
    IotInstanceId: optional(text()),
    ResourceGroupId: optional(text()),
    Simple: optional(flag()),
    ModelVersion: optional(text()),
    FunctionBlockId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({ TslStr: maybeText(), TslUri: maybeText() }),
  })),
};

/** The parameters of GetThingScript. */
export interface GetThingScriptRequest {
  /** ProductKey of the product; shown in the console and returned by QueryProductList. */
  ProductKey: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** What GetThingScript answers. */
export interface GetThingScriptResponse extends Answer {
  Data?: GetThingScriptData | null | undefined;
}

/** The structure Data of GetThingScript. */
export interface GetThingScriptData {
  /** Language of the script. Python_27: Python 2.7; PHP_72: PHP 7.2. */
  ScriptType?: string | null | undefined;
  /** URL of the script content. */
  ScriptUrl?: string | null | undefined;
}

/**
 * Returns the language of the data parsing script of a product and a URL for its content.
 *
 * - The script content itself is not in the answer; ScriptUrl points to it.
 * - The script turns device data in a custom format into JSON after the device has submitted it.
 *
 * Limits: 10 calls a second per account.
 *
 * Safe to repeat.
 *
 * Errors: iot.system.SystemException, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.prod.NullProductKey, iot.prod.InvalidFormattedProductkey, iot.prod.NotExistedProduct.
 *
 * Guide, section 4.10.18.
 */
export const GetThingScript: Operation<GetThingScriptRequest, GetThingScriptResponse> = {
  name: 'GetThingScript',
  family: 'thing-models',
  callsPerSecond: 10,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    ProductKey: text(minLength(1)),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({ ScriptType: maybeText(), ScriptUrl: maybeText() }),
  })),
};

/** The parameters of GetThingTemplate. */
export interface GetThingTemplateRequest {
  /** Identifier of the category; ListThingTemplates returns all of them. */
  CategoryKey: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** Resource group ID. The manual says that callers cannot specify it. */
  ResourceGroupId?: string | undefined;
}

/** What GetThingTemplate answers. */
export interface GetThingTemplateResponse extends Answer {
  /**
   * JSON object with exactly properties (list), services (list) and events (list); the table points to the
   * page "TSL formats", the sample has the feature shapes of 4.10.19.
   */
  ThingModelJSON?: string | null | undefined;
}

/**
 * Returns the standard TSL model of a category.
 *
 * - ThingModelJSON holds the properties, services and events that the category predefines.
 * - CategoryKey must be one of those that ListThingTemplates returns.
 *
 * Limits: 2 calls a second per account.
 *
 * Safe to repeat.
 *
 * Errors: iot.system.SystemException, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.prod.InvalidFormattedCatId.
 *
 * Guide, section 4.10.8.
 */
export const GetThingTemplate: Operation<GetThingTemplateRequest, GetThingTemplateResponse> = {
  name: 'GetThingTemplate',
  family: 'thing-models',
  callsPerSecond: 2,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    CategoryKey: text(minLength(1)),
    IotInstanceId: optional(text()),
    ResourceGroupId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({ ThingModelJSON: maybeText() })),
};

/** The parameters of ImportThingModelTsl. */
export interface ImportThingModelTslRequest {
  /** ProductKey of the product; shown in the console and returned by QueryProductList. */
  ProductKey: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** Resource group ID. The manual says that callers cannot specify it. */
  ResourceGroupId?: string | undefined;
  /** The model to import; needed for an import although the table says not required. */
  TslStr?: JsonParameter | undefined;
  /** URI of a TSL file in OSS. Without effect; use TslStr. */
  TslUrl?: string | undefined;
  /**
   * Identifier of the custom TSL module, unique within the product. 1 to 30 characters: letters, digits,
   * underscores. Goes together with FunctionBlockName; without it the default module is used.
   */
  FunctionBlockId?: string | undefined;
  /**
   * Name of the custom TSL module. 4 to 30 characters: letters, digits, underscores ("letters" is read as any
   * Unicode letter). Goes together with FunctionBlockId; without it the default module is used.
   */
  FunctionBlockName?: string | undefined;
}

/** What ImportThingModelTsl answers. */
export interface ImportThingModelTslResponse extends Answer {}

/**
 * Imports a TSL model into a product.
 *
 * - TslStr must follow the standard TSL data format.
 * - TslUrl has no effect; only TslStr is imported.
 * - Extended information cannot be imported (stated in the API list).
 * - With FunctionBlockId and FunctionBlockName the import goes into that custom module; without them into the
 *   default module.
 * - Refused while the product is published: CancelReleaseProduct must be called first.
 * - The imported model takes effect only once it is published with PublishThingModel (stated under
 *   ListThingModelVersion).
 *
 * Limits: 5 calls a second per account.
 *
 * Not safe to repeat: the guide does not say what becomes of features that exist already; a repeat may be
 * refused.
 *
 * Errors: iot.system.SystemException, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.prod.NullProductKey, iot.prod.InvalidFormattedProductkey, iot.common.InvalidFormattedParameter,
 * iot.prod.NotExistedProduct, iot.prod.NotSeniorProduct, iot.common.UpdateThingModelOverLimit,
 * iot.prod.ThingModelNameDuplicated, iot.prod.BatchCreateThingModelFailed.
 *
 * Guide, section 4.10.11.
 */
export const ImportThingModelTsl: Operation<ImportThingModelTslRequest, ImportThingModelTslResponse> = {
  name: 'ImportThingModelTsl',
  family: 'thing-models',
  callsPerSecond: 5,
  repeatable: false,
  request: /* @__PURE__ */ once(() => parameters(
    {
      ProductKey: text(minLength(1)),
      IotInstanceId: optional(text()),
      ResourceGroupId: optional(text()),
      TslStr: optional(json(jsonObject())),
      TslUrl: optional(text()),
      FunctionBlockId: optional(text(minLength(1), maxLength(30), pattern(/^[A-Za-z0-9_]+$/))),
      FunctionBlockName: optional(text(minLength(4), maxLength(30), pattern(/^[\p{L}\p{Nd}_]+$/u))),
    },
    anyOf(['TslStr']),
    requires('FunctionBlockId', 'FunctionBlockName'),
    requires('FunctionBlockName', 'FunctionBlockId'),
  )),
  response: /* @__PURE__ */ once(() => answer({})),
};

/** The parameters of ListThingModelVersion. */
export interface ListThingModelVersionRequest {
  /** ProductKey of the product; shown in the console and returned by QueryProductList. */
  ProductKey: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** What ListThingModelVersion answers. */
export interface ListThingModelVersionResponse extends Answer {
  Data?: ListThingModelVersionData | null | undefined;
}

/** The structure Data of ListThingModelVersion. */
export interface ListThingModelVersionData {
  /** Newest publication first; the first entry is the current version. */
  ModelVersions?: ListThingModelVersionModelVersions[] | null | undefined;
}

/** One entry of Data.ModelVersions of ListThingModelVersion. */
export interface ListThingModelVersionModelVersions {
  /** Version number. */
  ModelVersion?: string | null | undefined;
  /** Time of publication, UTC timestamp in milliseconds. In ms. */
  GmtCreate?: number | null | undefined;
  /** Description of the version. */
  Description?: string | null | undefined;
}

/**
 * Lists the published versions of the TSL model of a product.
 *
 * - Versions come in descending order of publication time; the first one is the current version.
 * - Each publication of the model (PublishThingModel) makes one version.
 * - After ImportThingModelTsl, CopyThingModel or an edit the model must be published before it can be used;
 *   unpublished drafts are no version.
 *
 * Limits: 10 calls a second per account.
 *
 * Safe to repeat.
 *
 * Errors: iot.system.SystemException, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.prod.NullProductKey, iot.prod.InvalidFormattedProductkey, iot.prod.NotExistedProduct,
 * iot.prod.NotSeniorProduct.
 *
 * Guide, section 4.10.9.
 */
export const ListThingModelVersion: Operation<ListThingModelVersionRequest, ListThingModelVersionResponse> = {
  name: 'ListThingModelVersion',
  family: 'thing-models',
  callsPerSecond: 10,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    ProductKey: text(minLength(1)),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({
      ModelVersions: maybeList(fields({
        ModelVersion: maybeText(),
        GmtCreate: maybeNumber(),
        Description: maybeText(),
      })),
    }),
  })),
};

/** The parameters of ListThingTemplates. */
export interface ListThingTemplatesRequest {
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** What ListThingTemplates answers. */
export interface ListThingTemplatesResponse extends Answer {
  /** The categories; a plain array in the JSON form. */
  Data?: ListThingTemplatesData[] | null | undefined;
}

/** One entry of Data of ListThingTemplates. */
export interface ListThingTemplatesData {
  /** Identifier of the category. */
  CategoryKey?: string | null | undefined;
  /** Name of the category. */
  CategoryName?: string | null | undefined;
}

/**
 * Lists the standard product categories that IoT Platform predefines.
 *
 * - Each category comes with a predefined TSL model (GetThingTemplate returns it); examples are street lamps,
 *   vehicle location cards and water immersion detectors.
 * - CreateProduct takes a CategoryKey of this list; the new product then uses the standard TSL model of that
 *   category.
 *
 * Limits: 5 calls a second per account.
 *
 * Safe to repeat.
 *
 * Errors: iot.system.SystemException, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound.
 *
 * Guide, section 4.10.7.
 */
export const ListThingTemplates: Operation<ListThingTemplatesRequest, ListThingTemplatesResponse> = {
  name: 'ListThingTemplates',
  family: 'thing-models',
  callsPerSecond: 5,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({ IotInstanceId: optional(text()) })),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeList(fields({ CategoryKey: maybeText(), CategoryName: maybeText() })),
  })),
};

/** The parameters of PublishThingModel. */
export interface PublishThingModelRequest {
  /** ProductKey of the product; shown in the console and returned by QueryProductList. */
  ProductKey: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** Resource group ID. The manual says that callers cannot specify it. */
  ResourceGroupId?: string | undefined;
  /**
   * Version number of the model. 1 to 16 characters: letters, digits, periods. The text does not say which
   * version an absent value makes.
   */
  ModelVersion?: string | undefined;
  /** Description of the version. */
  Description?: string | undefined;
}

/** What PublishThingModel answers. */
export interface PublishThingModelResponse extends Answer {}

/**
 * Publishes the TSL model of a product as a new version.
 *
 * - The draft TSL model of the product is published.
 * - Every publication makes a new version, which becomes the current one (stated under
 *   ListThingModelVersion).
 * - A model that was imported, copied or edited can be used only after this call (stated under
 *   ListThingModelVersion).
 * - ModelVersion and Description are stored with the version and come back from ListThingModelVersion and in
 *   _ppk.
 * - Refused while the product is published: CancelReleaseProduct must be called first.
 *
 * Limits: 5 calls a second per account.
 *
 * Not safe to repeat: a repeat may publish one more version.
 *
 * Errors: iot.system.SystemException, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.prod.NullProductKey, iot.prod.InvalidFormattedProductkey, iot.common.InvalidFormattedParameter,
 * iot.prod.NotExistedProduct, iot.prod.NotSeniorProduct.
 *
 * Guide, section 4.10.5.
 */
export const PublishThingModel: Operation<PublishThingModelRequest, PublishThingModelResponse> = {
  name: 'PublishThingModel',
  family: 'thing-models',
  callsPerSecond: 5,
  repeatable: false,
  request: /* @__PURE__ */ once(() => parameters({
    ProductKey: text(minLength(1)),
    IotInstanceId: optional(text()),
    ResourceGroupId: optional(text()),
    ModelVersion: optional(text(minLength(1), maxLength(16), pattern(/^[A-Za-z0-9.]+$/))),
    Description: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({})),
};

/** The parameters of QueryThingModel. */
export interface QueryThingModelRequest {
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** Resource group ID. The manual says that callers cannot specify it. */
  ResourceGroupId?: string | undefined;
  /** ProductKey of the product. */
  ProductKey?: string | undefined;
  /** Version of the TSL model; ListThingModelVersion lists them. Absent: the draft. */
  ModelVersion?: string | undefined;
  /**
   * Identifier of the custom TSL module, unique within the product (elsewhere in the chapter: 1 to 30
   * letters, digits and underscores). Absent: the default module.
   */
  FunctionBlockId?: string | undefined;
}

/** What QueryThingModel answers. */
export interface QueryThingModelResponse extends Answer {
  Data?: QueryThingModelData | null | undefined;
  /** ProductKey of the product. */
  ProductKey?: string | null | undefined;
}

/** The structure Data of QueryThingModel. */
export interface QueryThingModelData {
  /**
   * JSON document (full JSON Schema: shared/iot/spec/ThingModelJson.schema.json; a "!" marks a key the manual
   * requires; keys come sorted alphabetically in answers).
   */
  ThingModelJson?: string | null | undefined;
}

/**
 * Returns the features of the TSL model of a product, draft or of a given version, as ThingModelJson.
 *
 * - Without ModelVersion the draft of the model is returned; with it the model of that version.
 * - With FunctionBlockId only the features of that custom module are returned, in the custom-module shape.
 * - Without FunctionBlockId the default module is returned according to the table; the usage notes say that
 *   the features of every custom module are then obtained.
 * - The default module and a custom module have different JSON shapes; the default module lists the custom
 *   modules in functionBlocks.
 * - _ppk (version, description) is present only for published models.
 * - All keys of ThingModelJson are sorted alphabetically.
 *
 * Limits: 10 calls a second per account.
 *
 * Safe to repeat.
 *
 * Errors: iot.system.SystemException, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.prod.NullProductKey, iot.prod.InvalidFormattedProductkey, iot.prod.NotExistedProduct,
 * iot.prod.NotSeniorProduct, iot.prod.QueryProductAbilitiesFailed.
 *
 * Guide, section 4.10.3.
 */
export const QueryThingModel: Operation<QueryThingModelRequest, QueryThingModelResponse> = {
  name: 'QueryThingModel',
  family: 'thing-models',
  callsPerSecond: 10,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    IotInstanceId: optional(text()),
    ResourceGroupId: optional(text()),
    ProductKey: optional(text()),
    ModelVersion: optional(text()),
    FunctionBlockId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({ ThingModelJson: maybeText() }),
    ProductKey: maybeText(),
  })),
};

/** The parameters of QueryThingModelExtendConfig. */
export interface QueryThingModelExtendConfigRequest {
  /** ProductKey of the product. */
  ProductKey: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** Version of the TSL model; ListThingModelVersion lists them. Absent: the version published last. */
  ModelVersion?: string | undefined;
  /**
   * Identifier of the custom TSL module, unique within the product (elsewhere in the chapter: 1 to 30
   * letters, digits and underscores). Absent: the default module.
   */
  FunctionBlockId?: string | undefined;
}

/** What QueryThingModelExtendConfig answers. */
export interface QueryThingModelExtendConfigResponse extends Answer {
  Data?: QueryThingModelExtendConfigData | null | undefined;
}

/** The structure Data of QueryThingModelExtendConfig. */
export interface QueryThingModelExtendConfigData {
  /**
   * JSON document {profile:{productKey:String}, properties:[extendConfig of each property, as an object]}
   * (sample; OPC UA and custom protocols also allow extended information of services and events).
   */
  Configuration?: string | null | undefined;
}

/**
 * Returns the extended information of the TSL model of a product.
 *
 * - Without ModelVersion the version published last is returned, as the table says; with it that version.
 * - Without FunctionBlockId the data of the default module is returned; with it that custom module.
 * - Configuration gathers the extendConfig objects of the features under the product's profile.
 *
 * Limits: 20 calls a second per account.
 *
 * Safe to repeat.
 *
 * Errors: iot.system.SystemException, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.prod.NullProductKey, iot.prod.InvalidFormattedProductkey, iot.prod.NotExistedProduct,
 * iot.prod.NotSeniorProduct, iot.prod.QueryProductAbilitiesFailed.
 *
 * Guide, section 4.10.14.
 */
export const QueryThingModelExtendConfig: Operation<
  QueryThingModelExtendConfigRequest,
  QueryThingModelExtendConfigResponse
> = {
  name: 'QueryThingModelExtendConfig',
  family: 'thing-models',
  callsPerSecond: 20,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    ProductKey: text(minLength(1)),
    IotInstanceId: optional(text()),
    ModelVersion: optional(text()),
    FunctionBlockId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({ Data: maybeFields({ Configuration: maybeText() }) })),
};

/** The parameters of QueryThingModelExtendConfigPublished. */
export interface QueryThingModelExtendConfigPublishedRequest {
  /** ProductKey of the product; shown in the console and returned by QueryProductList. */
  ProductKey: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** Version of the TSL model. Absent: the model published last. */
  ModelVersion?: string | undefined;
  /**
   * Identifier of the custom TSL module, unique within the product (elsewhere in the chapter: 1 to 30
   * letters, digits and underscores). Absent: the default module.
   */
  FunctionBlockId?: string | undefined;
}

/** What QueryThingModelExtendConfigPublished answers. */
export interface QueryThingModelExtendConfigPublishedResponse extends Answer {
  Data?: QueryThingModelExtendConfigPublishedData | null | undefined;
}

/** The structure Data of QueryThingModelExtendConfigPublished. */
export interface QueryThingModelExtendConfigPublishedData {
  /**
   * JSON document {profile:{productKey:String}, properties:[extendConfig of each property, as an object]}
   * (sample; OPC UA and custom protocols also allow extended information of services and events).
   */
  Configuration?: string | null | undefined;
}

/**
 * Returns the extended information of a published TSL model of a product.
 *
 * - Without ModelVersion the model published last is used; with it that version.
 * - Only published models are read, never the draft.
 * - Without FunctionBlockId the default module is read; with it that custom module.
 * - Configuration gathers the extendConfig objects of the features under the product's profile.
 *
 * Limits: 20 calls a second per account.
 *
 * Safe to repeat.
 *
 * Errors: iot.system.SystemException, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.prod.NullProductKey, iot.prod.InvalidFormattedProductkey, iot.prod.NotExistedProduct,
 * iot.prod.NotSeniorProduct, iot.prod.QueryProductAbilitiesFailed.
 *
 * Guide, section 4.10.15.
 */
export const QueryThingModelExtendConfigPublished: Operation<
  QueryThingModelExtendConfigPublishedRequest,
  QueryThingModelExtendConfigPublishedResponse
> = {
  name: 'QueryThingModelExtendConfigPublished',
  family: 'thing-models',
  callsPerSecond: 20,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    ProductKey: text(minLength(1)),
    IotInstanceId: optional(text()),
    ModelVersion: optional(text()),
    FunctionBlockId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({ Data: maybeFields({ Configuration: maybeText() }) })),
};

/** The parameters of QueryThingModelPublished. */
export interface QueryThingModelPublishedRequest {
  /** ProductKey of the product. */
  ProductKey: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** Version of the TSL model; ListThingModelVersion lists them. Absent: the version published last. */
  ModelVersion?: string | undefined;
  /**
   * Identifier of the custom TSL module, unique within the product (elsewhere in the chapter: 1 to 30
   * letters, digits and underscores). Absent: the default module.
   */
  FunctionBlockId?: string | undefined;
}

/** What QueryThingModelPublished answers. */
export interface QueryThingModelPublishedResponse extends Answer {
  Data?: QueryThingModelPublishedData | null | undefined;
  /** ProductKey of the product. */
  ProductKey?: string | null | undefined;
}

/** The structure Data of QueryThingModelPublished. */
export interface QueryThingModelPublishedData {
  /**
   * JSON document (full JSON Schema: shared/iot/spec/ThingModelJson.schema.json; a "!" marks a key the manual
   * requires; keys come sorted alphabetically in answers).
   */
  ThingModelJson?: string | null | undefined;
}

/**
 * Returns the features of a published TSL model of a product as ThingModelJson.
 *
 * - Without ModelVersion the version published last is returned; with it that version.
 * - Without FunctionBlockId the default module is returned; with it that custom module.
 * - Only published models are returned, never the draft.
 * - _ppk (version, description) is part of the answer because the model is published.
 * - All keys of ThingModelJson are sorted alphabetically.
 *
 * Limits: 10 calls a second per account.
 *
 * Safe to repeat.
 *
 * Errors: iot.system.SystemException, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.prod.NullProductKey, iot.prod.InvalidFormattedProductkey, iot.prod.NotExistedProduct,
 * iot.prod.NotSeniorProduct, iot.prod.QueryProductAbilitiesFailed.
 *
 * Guide, section 4.10.12.
 */
export const QueryThingModelPublished: Operation<
  QueryThingModelPublishedRequest,
  QueryThingModelPublishedResponse
> = {
  name: 'QueryThingModelPublished',
  family: 'thing-models',
  callsPerSecond: 10,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    ProductKey: text(minLength(1)),
    IotInstanceId: optional(text()),
    ModelVersion: optional(text()),
    FunctionBlockId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({ ThingModelJson: maybeText() }),
    ProductKey: maybeText(),
  })),
};

/** The parameters of UpdateThingModel. */
export interface UpdateThingModelRequest {
  /** ProductKey of the product; shown in the console and returned by QueryProductList. */
  ProductKey: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** Identifier of the feature to change; found in the TslStr that GetThingModelTsl returns. */
  Identifier?: string | undefined;
  /**
   * New definition of the one feature. JSON document (full JSON Schema:
   * shared/iot/spec/ThingModelJson.schema.json; a "!" marks a key the manual requires; keys come sorted
   * alphabetically in answers).
   */
  ThingModelJson?: JsonParameter | undefined;
  /**
   * Identifier of the custom TSL module, unique within the product (elsewhere in the chapter: 1 to 30
   * letters, digits and underscores). Without it (or without FunctionBlockName) the default module's feature
   * is changed.
   */
  FunctionBlockId?: string | undefined;
  /**
   * New name of the custom module named by FunctionBlockId. 4 to 30 characters: letters, digits, underscores
   * ("letters" is read as any Unicode letter). The default module cannot be renamed.
   */
  FunctionBlockName?: string | undefined;
}

/** What UpdateThingModel answers. */
export interface UpdateThingModelResponse extends Answer {}

/**
 * Changes one feature of the TSL model of a product, its extended information included, or renames a custom
 * module.
 *
 * - Exactly one feature (a property, a service or an event) is changed per call.
 * - Identifier names the feature to change; ThingModelJson carries its new definition.
 * - Extended information (extendConfig) of the feature can be changed as well.
 * - When Identifier is given, ThingModelJson may define only the feature that Identifier names.
 * - When Identifier is absent, a service or event may define at most 50 input and output parameters.
 * - Refused while the product is published: CancelReleaseProduct must be called first.
 * - With FunctionBlockId (and FunctionBlockName) the feature of that custom module is changed; without them
 *   the feature of the default module.
 * - FunctionBlockName together with FunctionBlockId renames that custom module.
 *
 * Limits: 5 calls a second per account; one feature per call; without Identifier: at most 50 input and output
 * parameters for a service or event.
 *
 * Safe to repeat.
 *
 * Errors: iot.system.SystemException, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.prod.NullProductKey, iot.prod.InvalidFormattedProductkey, iot.common.InvalidFormattedParameter,
 * iot.prod.NotExistedProduct, iot.prod.NotSeniorProduct, iot.prod.QueryProductAbilityFailed,
 * iot.common.UpdateThingModelOverLimit, iot.prod.ThingModelNameDuplicated.
 *
 * Guide, section 4.10.2.
 */
export const UpdateThingModel: Operation<UpdateThingModelRequest, UpdateThingModelResponse> = {
  name: 'UpdateThingModel',
  family: 'thing-models',
  callsPerSecond: 5,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters(
    {
      ProductKey: text(minLength(1)),
      IotInstanceId: optional(text()),
      Identifier: optional(text()),
      ThingModelJson: optional(json(jsonObject())),
      FunctionBlockId: optional(text()),
      FunctionBlockName: optional(text(minLength(4), maxLength(30), pattern(/^[\p{L}\p{Nd}_]+$/u))),
    },
    requires('FunctionBlockName', 'FunctionBlockId'),
  )),
  response: /* @__PURE__ */ once(() => answer({})),
};

/** The parameters of UpdateThingScript. */
export interface UpdateThingScriptRequest {
  /** ProductKey of the product; shown in the console and returned by QueryProductList. */
  ProductKey: string;
  /**
   * Source text of the script. The sample defines protocolToRawData(jsonObj), which returns raw data, and
   * rawDataToProtocol(rawData), which returns a JSON object.
   */
  ScriptContent: string;
  /** Language of the script. Python_27: Python 2.7; PHP_72: PHP 7.2. */
  ScriptType: 'JavaScript' | 'Python_27' | 'PHP_72';
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** What UpdateThingScript answers. */
export interface UpdateThingScriptResponse extends Answer {}

/**
 * Replaces the data parsing script of a product.
 *
 * - The stored script of the product, content and language, is changed to the given one.
 * - The script turns device data in a custom format into JSON after the device has submitted it.
 * - The script may be written in JavaScript, Python 2.7 or PHP 7.2.
 *
 * Limits: 10 calls a second per account.
 *
 * Safe to repeat.
 *
 * Errors: iot.system.SystemException, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.prod.NullProductKey, iot.prod.InvalidFormattedProductkey, iot.prod.InvalidScriptType,
 * iot.prod.NotExistedProduct, iot.prod.ProductDataFormatIsNull, iot.prod.ThingScriptDataFormatError,
 * iot.prod.ThingScriptExisted, iot.prod.ConcurrentScriptOperation.
 *
 * Guide, section 4.10.17.
 */
export const UpdateThingScript: Operation<UpdateThingScriptRequest, UpdateThingScriptResponse> = {
  name: 'UpdateThingScript',
  family: 'thing-models',
  callsPerSecond: 10,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    ProductKey: text(minLength(1)),
    ScriptContent: text(minLength(1)),
    ScriptType: choice('JavaScript', 'Python_27', 'PHP_72'),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({})),
};
