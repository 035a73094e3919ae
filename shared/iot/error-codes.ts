// Generated from shared/iot/spec by scripts/generate.ts (npm run generate). Do not edit.

/** What the guide says about an error code. */
export interface ErrorCodeHint {
  /** What went wrong. */
  readonly description: string;
  /** What to do about it. */
  readonly solution: string;
  /** Whether the same call may succeed later. */
  readonly retryable: boolean;
}

const USUAL_SOLUTION = 'Check the request parameters, then call again.';

/** A code a line, below the namespace it is in: its name (with * when retryable), description, solution if unusual. */
const CODES = `
[iot.system.]
SystemException*|The platform hit an internal system error.|Retry after a while; open a ticket if it keeps failing.
InstanceNotFound|No instance has the given ID.
UidNotFound|The account is unknown or has not activated IoT Platform.|Use a valid account with IoT Platform activated.
InstanceIdSame|Source and destination instance IDs are identical.|Give two different instance IDs.
[iot.Sre.]
IotInstanceNotFound|No instance has the given ID.
[Iot.system.]
BillIsOverDue|The account has unpaid bills.|Top up the account in User Center.
[iot.common.]
InvalidPageParams|Page size or page number is out of range.|Correct the paging parameters, such as PageSize.
InvalidTenant|The tenant (account) is not valid.|Use a valid account that holds the needed permissions.
QueryDeviceActionError|Device information could not be read.
QueryDevicePropertyActionError|Device properties could not be read.
QueryProductActionError|Product information could not be read. Or: The product could not be read.
QueryProductCountActionError|The product count could not be read.
RamActionPermissionDeny|The RAM user lacks the permission for this action.|Let the Alibaba Cloud account grant the RAM user permission.
AuthActionPermissionDeny|Authentication failed; the device may belong to another account.|Use an AccessKey pair of the account that owns the device.
APINotSupportedInInstance|The instance does not offer this operation; public instances lack it.|Call it on an Enterprise Edition instance.
InvalidFormattedParameter|A parameter is wrongly formatted.
IllegalFileBizCode|The file's business type is not valid.
IllegalFileFormat|The file's format is not valid.
FileNotExist|The file cannot be found.
UpdateThingModelOverLimit|One TSL file has more than 256 x 1024 characters (256 KB).|Shrink the TSL file to within the limit.
[iot.check.]
ParameterIsNotLessThanMax|A value that must be the smaller one is not, e.g. startTime versus endTime.|Keep the first value below the second.
[iot.prod.]
AlreadyExistedProductName|Another product of the instance already has this name.|Choose a product name that is unique in the instance.
CreateProductFailed|The product could not be created.
CreateProductTopicFailed|The product's topic category could not be created.
InvalidAliyunCommodityCode|AliyunCommodityCode is neither iothub_senior nor iothub.|Set AliyunCommodityCode to iothub_senior or iothub.
InvalidFormattedCatId|CategoryId is not valid.|Correct the product category parameters.
InvalidFormattedProductkey|ProductKey is wrongly formatted.|Pass a valid ProductKey.
InvalidFormattedProductName|The product name is wrongly formatted.|Follow the naming rule of CreateProduct.
LongProductDesc|The product description is not 1 to 100 characters long.|Shorten the description to the limit.
InvalidNodeType|NodeType is not valid.|Use a NodeType listed under CreateProduct.
NotExistedProduct|The account has no product with this ProductKey. Or: The destination product cannot be found.|Check ProductKey and instance ID. Or: Check ProductKey and that the account owns the product.
NotSeniorProduct|The product was created without TSL support.
NullProductKey|ProductKey is missing.
NullProductName|The product name is missing.
ProductCountExceedMax|The instance already has its maximum of 1,000 products.|Delete products that are no longer used.
QueryDeviceCountActionError|The product's device count could not be read.
QueryProductAbilitiesFailed|The product's features could not be read.|Check parameters such as Identifier.
QueryProductAbilityFailed|A product feature could not be read.|Check parameters such as Identifier.
QueryProductListActionError|The product list could not be read.
UpdateProductFailed|The product could not be updated.
QueryExtendPropertyFailed|The product's tags could not be read.
InvalidScriptType|The data parsing script has an invalid type.|Pass a valid script type.
ThingScriptExisted|The product already has a new or changed script draft.|Do not create or update the script again; a draft exists.
ConcurrentScriptOperation|The operation on the data parsing script failed.|Run only one operation on the script at once.
ThingScriptDataFormatError|The product's data parsing script has an invalid type.
BatchCreateThingModelFailed|The TSL model could not be created.
ThingModelNameDuplicated|Two features of the TSL model have the same name.|Give the feature another name.
ProductDataFormatIsNull|The script cannot be submitted: the product has no DataFormat.|Give DataFormat when creating the product.
[iot.Prod.]
NotProductOwner|The caller does not own the product.|Get permission for the product first.
[Iot.Device.]
NotDeviceOwner|The caller does not own the device.|Check in the console that the instance holds the device.
[iot.device.]
AddTopoRelationFailed|The topological relationship could not be added.
AlreadyExistedDeviceName|The product already has a device with this DeviceName.|Choose another DeviceName.
ApplyManyDevicesFailed|The batch of devices could not be created.
CreateDeviceFailed|The device could not be created.
CreateDeviceTaskIsRunning*|A batch device creation task is still running.|Wait for the running task, then retry.
DeviceApplyIsNotFound|ApplyId is not valid.|Use the ApplyId that BatchCheckDeviceNames returned.
DeviceCountExceeded|More than 1,000 devices were asked for in one call.|Ask for fewer devices per call.
DeleteDeviceFailed|The device could not be deleted.
DeleteDevicePropertyFailed|The device property could not be deleted.
DisableDeviceFailed|The device could not be disabled.
EnableDeviceFailed|The device could not be enabled.
InactiveDevice|The device has never connected to IoT Platform.|Check its status in the console and connect it.
InvalidFormattedApplyId|ApplyId is not valid.|Use the ApplyId that BatchCheckDeviceNames returned.
IncorrentDeviceApplyInfo|The device application information is not valid.|Check parameters such as ApplyId.
InvalidFormattedDeviceName|DeviceName is wrongly formatted.|Follow the DeviceName rule of RegisterDevice.
InvalidDeviceNickNameExisted|At least one device alias in the list is not valid.|Correct the aliases that the response lists.
InvalidFormattedDevicePropertyKey|The device property identifier is wrongly formatted.|Follow the documented identifier format.
InvalidFormattedDevicePropertiesString|The device property is wrongly formatted.|Follow the documented property format.
InvalidIoTId|The device ID (IotId) is not valid.|Look up IotId, or use ProductKey with DeviceName.
InvalidTimeBucket|The time range is not valid.|Give start and end times the operation accepts.
InvokeThingServiceFailed|The device service could not be called.|Check Args against the TSL and that the device is online.
LongDevicePropertiesString|The device property is too long.|Shorten it.
NoneDeviceNameElement|The list of DeviceNames is empty.|Give at least one valid DeviceName.
NoneDeviceProperties|No valid device property was given; identifiers may differ from the TSL.
NotExistedDevice|No device matches the IotId, or the ProductKey and DeviceName.|Check in the console that the device exists.
NullApplyId|ApplyId is missing.|Pass a valid ApplyId.
NullDeviceName|DeviceName is missing.
NullDevicePropertyKey|The device property name is missing.
NullDevicePropertiesString|The device property is missing.
QueryDeviceApplyActionError|The application ID could not be read.|Pass a valid ApplyId.
QueryDeviceAttrDataHistoryFailed|The history of the device property could not be read.
QueryDeviceAttrStatusFailed|The status of the device property could not be read.
QueryDeviceEventHistoryFailed|The history of the device event could not be read.
QueryDeviceListActionError|The device list could not be read.
QueryDeviceServiceHistoryFailed|The call history of the device service could not be read.
QueryDeviceStatisticsFailed|The device statistics could not be read.
QueryDeviceStatusFailed|The device status could not be read.
QueryTopoRelationFailed|Topological relationships could not be read.|Check the parameters; PageSize above 50 causes this error.
RemoveTopoRelationFailed|The topological relationship could not be removed.
SaveOrUpdateDevicePropertiesFailed|The device property could not be added or changed.
SetDevicePropertyFailed|The device property could not be set.|Check Items: its format and the property's access mode in the TSL.
TooManyDevicePropertiesPerTime|Too many properties in one call.|Send fewer properties per call.
TopoRelationCountExceeded|Too many topological relationships (gateway or sub-device limit).|Remove relationships that are no longer used.
VerifyDeviceFailed|The device could not be authenticated.|Check the device information parameters.
PageTokenIsIllegal|Raw snapshot, property, service or event records could not be read.|Pass a valid NextPageToken.
DeviceHasDistributed|The device was distributed already.|Choose a DeviceName no device of the product uses.
FuzzyRuntimeSearchMinLengthLimit|The fuzzy search text has fewer than five characters.|Search for a longer text.
RegionNotSupportDynamicGroup|The region has no dynamic groups; only China (Shanghai) has them.|Use the China (Shanghai) region.
RegionNotSupportX509|The region does not support X.509 certificates (named in section 4.8.19, not in the error table).|Use another authentication type or region.
[iot.devicesearch.]
InvalidSQLError|The SQL statement is not valid.|Correct the SQL syntax.
InvalidSQLOffsetError|The offset in the SQL statement is not valid.|Give a valid offset.
InvalidSQLFieldError|The SQL statement names an invalid field.|Use a valid field name.
InvalidSQLConditionError|The SQL statement has too many conjunctions.|Use fewer conjunctions.
InvalidSQLOrderError|The sort order in the SQL statement is not valid.|Give a valid sort order.
InvalidSQLOperatorTypeError|An SQL operator does not fit the data type.|Use an operator that fits the field.
InvalidSQLParamError|The SQL statement has invalid syntax.|Remove the offending clause.
[iot.tsl.]
InvalidIdentifierInEventError|Raw event records could not be read.|Check the given identifier.
[]
InvalidIdentifierInServiceError|Raw service records could not be read.|Check the given identifier.
InvalidIdentifierInPropertyError|Raw property records could not be read.|Check the given identifier.
MissingParameter|A required parameter is missing.|Give the parameter that the message names.
InvalidParameter|A parameter has an invalid value.|Correct the parameter that the message names.
UnsupportedOperation|The API has no such Action in this version.|Check the Action and the Version.
SignatureDoesNotMatch|The signature is not the one that the platform computed.|Check the AccessKey secret and how the request is signed.
SignatureNonceUsed*|The SignatureNonce was used before.|Sign each request with a nonce of its own.
ServiceUnavailable*|The service is unavailable for the moment.|Retry after a while.
InternalError*|The gateway hit an internal error.|Retry after a while; open a ticket if it keeps failing.
[iot.provisioning.]
RunningTaskExcceedLimit*|The account already runs its maximum of 10 distribution tasks.|Wait for running tasks to end before adding one.
TaskNotFinish*|The distribution task has not finished.|Wait for the task to finish.
TaskIsProcessing*|The distribution task is still being processed.|Wait for the task to finish.
DeviceIsInAnotherTask|The device is part of another distribution task already.|Put a device into one distribution task only.
TaskNotExist|The distribution task cannot be found.|Check that the task exists.
TaskAlreadyFinish|The distribution task has finished already.
UidAndTaskNotMatch|The task was created by a different Alibaba Cloud account.
DeviceIsDistributing*|The device is just being distributed.|Wait until the distribution of the device ends.
ProductIsDistributing*|The product is just being distributed.|Wait; the new task runs after the product's distribution ends.
AccountNotFound|The Alibaba Cloud account cannot be found.
TargetAccountParamsError|The target account information is missing or not valid.
CrmServiceError*|The account's service state is abnormal.|Retry after a while.
InstanceOperationDeny|The destination instance is not owned by the destination account.
SourceInstanceNotFound|No source instance has the given ID.
TargetInstanceNotFound|No destination instance has the given ID.
CaptchaNotNull|The verification code is missing.
CaptchaNotFound|The verification code is wrong.
SendCaptchaFlowControl*|Too many verification codes were requested in a short time.|Leave more than one minute between requests.
LimitExceeded|The limit on distributed devices is reached.|Distribute fewer devices.
FailGetLogLat|Longitude and latitude could not be found.
NotCrossTenantId|The operation does not work across Alibaba Cloud accounts.|Stay within one account.
ErrorStrategy|The distribution policy is not supported.|Use a supported distribution policy.
InstanceRegionConflict|More than one instance was given for a region.
NotDeviceOwner|The caller does not own the device.|Let the owner distribute the device.
NextTokenNotNull|NextToken is empty (see ListDeviceDistributeJob).
[iot.group.]
NullGroupId|The group ID is missing.
DeleteGroupFailed|The group could not be deleted.
SubGroupNotNull|The group still has a subgroup, so it cannot be deleted.|Delete its subgroups before the group.
InvalidGroupName|The group name breaks the rule: 4-30 letters, digits, underscores.
GroupNameExisted|Another group has this name.|Choose another valid group name.
QueryGroupInfoFailed|The group's details could not be read.
NotExistedGroup|No group has the given GroupId.|Check GroupId, and in the console that the group exists.
QueryGroupCountFailed|The number of groups could not be read.
QueryGroupListFailed|The list of groups could not be read.
BindGroupRelationFailed|The groups could not be related to each other.
UpdateGroupFailed|The group could not be changed.
QueryGroupTreeFailed|The structure of group relations could not be read.
CreateGroupFailed|The group could not be created.
InvalidFormattedTagString|Tags are not a JSON array of tagKey/tagValue objects.
TagCountExceedMax|The group would have more than 100 tags.|Delete tags that are no longer used.
GroupCountExceedMax|More than 100 subgroups per group, or 10 groups per device.|Remove unused subgroups or devices from the group.
SetGroupTagFailed|The group tag could not be set.
QueryGroupTagFailed|The group tag could not be read.
LongGroupDescError|The group description is not 1 to 100 characters long.|Change the group description.
QueryGroupRelationFailed|The relations of groups could not be read.
GroupLevelExceedingLimitError|Groups are nested deeper than three levels.|Check the nesting levels in the console.
SuperGroupUnsupport|No subgroup can be added here, as to a dynamic group.|Check in the console whether the group is dynamic.
[iot.messagebroker.]
CreateTopicRouteFailed|Message routes between topics could not be created.
CreateTopicTemplateException|Creating the topic category raised an exception.
CreateTopicTemplateFailed|The topic category could not be created.
DeleteTopicTemplateException|Deleting the topic category raised an exception.
DeleteTopicTemplateFailed|The topic category could not be deleted.
DestTopicNameArraySizeIsLarge|The source topic has too many destination topics.|Give at most 100 destination topics per source topic.
DeleteTopicRouteFailed|The route between the topics could not be deleted.
DesireInfoInShadowMessageIsNotJson|The shadow's desire value is not JSON.|Write desire as JSON.
DesireValueIsNullInShadowMessage|The shadow's desire value is empty.|Give desire a valid value.
ElementKeyOrValueIsNullInDesire|desire holds an empty property identifier or value.|Remove empty identifiers and values from desire.
ElementKeyOrValueIsNullInReport|report holds an empty property identifier or value.|Remove empty identifiers and values from report.
HALFCONN*|The device's connection is half-open, so it cannot be reached.|Retry once the device's connection is normal.
InvalidFormattedSrcTopicName|The source topic name is wrongly formatted.|Compare with the device's topic list in the console.
InvalidFormattedTopicName|The topic is wrongly formatted. Or: The destination topic is wrongly formatted.|Compare with the device's topic list in the console. Or: Compare with the topic list in the console.
InvalidFormattedTopicTemplateId|The topic category ID is wrongly formatted.|Take TopicId from QueryProductTopic.
InvalidTimeoutValue|The timeout is not valid.|Pass a valid timeout.
InvalidTopicTemplateOperationValue|The topic category's permission is not valid.|Use SUB (subscribe), PUB (publish) or ALL (both).
InvalidVersionValueInShadowMessage|The shadow's version value is not valid.|Give a valid version.
MethodValueIsNotUpdate|The shadow's method is not update.|Set method to update.
MessageContentIsNotBase64Encode|The message content is not Base64.|Encode the content in Base64.
NoneElementInDesire|desire holds no property.|Put at least one property into desire.
NoneElementInReport|report holds no property.|Put at least one property into report.
NoneElementDestTopicNameInArray|The list of destination topics is empty.|Give at least one destination topic.
NotFoundDesireInShadowMessage|The shadow's state lacks desire.|Add desire to state.
NotFoundMethodInShadowMessage|The shadow lacks method.|Add method to the shadow.
NotFoundReportInShadowMessage|The shadow lacks report.|Add report to the shadow.
NotFoundStateInShadowMessage|The shadow lacks state.|Add state to the shadow.
NotFoundVersionOrNullVersionValue|The shadow's version is missing or empty.|Give a valid version.
NotMatchedProductKeyWithSrcTopicOwner|The source topic's ProductKey is not the caller's.|Use a topic of one of the caller's products.
NullMessageContent|The message content is missing.|Give valid message content.
NullShadowMessage|The shadow content is missing.|Give valid shadow content.
NullSrcTopicName|The source topic name is missing.|Give a valid topic name.
NullTopicName|The topic is missing. Or: The destination topic name is missing. Or: The Message Queue topic that receives messages is missing.|Give a valid topic. Or: Give a valid topic; see CreateRule.
NullTopicTemplateId|The topic category ID is missing.|Give a valid topic category ID.
NullTopicTemplateOperation|The topic category's permission is missing.|Give a valid permission.
OFFLINE|The device is not connected to IoT Platform.|Connect the device, then send again.
PublishMessageException|Sending the message raised an exception.
PublishMessageFailed|The message could not be sent.
QueryDeviceShadowActionError|The device shadow could not be read.
QueryProductTopicListActionError|The list of topic categories could not be read.
QueryTopicTemplateActionError|The topic category could not be read.
QueryTopicTemplateException|Reading the topic category raised an exception.
RateLimit*|The call was throttled.|Call less often; see the limits.
ReportInShadowMessageIsNotJson|The report value in the shadow's state is not JSON.|Write report as JSON.
RrpcException|Sending the message by RRPC raised an exception.
RrpcFailed|The message could not be sent by RRPC.
ShadowMessageIsNotJson|The device shadow is not JSON.|Write the shadow as JSON.
ShadowMessageLengthIsLarge|The device shadow is larger than 16 KB.|Keep the shadow within 16 KB.
TIMEOUT*|The connection timed out.|Send again.
TooManyElementInDesire|desire holds too many properties.|Keep to at most 128 properties in the shadow.
TooManyElementInReport|report holds too many properties.|Keep to at most 128 properties in the shadow.
TopicAlreadyFound|The product already has a topic category of this name.|Choose a name that is unique in the product.
TopicTemplateCountExceedMax|The product already has its maximum of 50 topic categories.|Keep to at most 50 custom topic categories.
TopicTemplateIsNotFound|The topic category cannot be found.|List the product's topic categories with QueryProductTopic.
UpdateDeviceShadowMessageFailed|The device shadow could not be updated.
UpdateTopicTemplateException|Updating the topic category raised an error.
UpdateTopicTemplateFailed|The topic category could not be updated.
TooManyUserProperties|More than 20 MQTT 5.0 custom properties.|Send at most 20 custom properties.
UserPropertyListExceedMaxLength|MQTT 5.0 custom properties exceed 8,192 characters together.|Shorten the custom properties.
InvalidUserProperty|MQTT 5.0 custom properties are wrongly formatted.
CorrelationDataNotBase64Encode|The MQTT 5.0 correlation data is not Base64.|Encode the correlation data in Base64.
NullCorrelationData|The MQTT 5.0 correlation data is empty.|Give valid correlation data.
CorrelationDataExceedMaxLength|The MQTT 5.0 correlation data exceeds 128 characters.|Shorten the correlation data.
InvalidMqttResponseTopic|The MQTT 5.0 response topic is not valid.|Give a valid response topic.
IncorrectRuleSql|The rule's SQL statement is not valid.|Correct the SQL statement; see CreateRule.
QueryRuleConfigActionException|The rule's configuration could not be read.
[Iot.MessageBroker.]
BatchSubTopicFailed|Subscribing to several topics failed.
EmptySubTopicList|The list of topics to subscribe to is empty.|Give valid topics.
[iot.messageborker.]
QueryTopicReverseRouteTableListActionError|The list of source topics could not be read (code spelt so).
QueryTopicRouteTableListActionError|The list of message routes could not be read (code spelt so).
[iot.rule.]
CreateRuleException|The rule could not be created.
DeleteRuleFailed|The rule could not be deleted.
IncorrentRuleActionId|The rule action ID is not valid.|Take the ID from ListRuleActions.
IncorrentRuleActionType|The rule action type is not valid.|Use a Type listed under CreateRuleAction.
NullForwardDestForRule|The rule has no valid forwarding destination.|Set one in Configuration; see CreateRuleAction.
NullSqlForRule|The rule has no valid SQL statement.|Give the rule a valid SQL statement.
NotFoundRule|The rule cannot be found.|Take RuleId from ListRule.
NotFoundRuleAction|The rule action cannot be found.|Take ActionId from ListRuleActions.
ParseRuleActionConfigError|The rule action's settings could not be parsed.
QueryRuleActionListError|The list of rule actions could not be read.
QueryRulePageActionError|The page of rules could not be read.
RuleActionIsAlreadyCreated|The same rule action exists already.
RuleCountExceedMax|There are too many rules.
RuleNameIsAlreadyExisted|Another rule has this name.
StartRuleFailed|The rule could not be started.|Check the rule's settings and the request parameters.
StopRuleFailed|The rule could not be stopped.|Check the rule's settings and the request parameters.
TooManyRuleAction|The rule has too many actions.|Keep to at most 10 forwarding actions per rule.
UpdateRuleFailed|The rule could not be updated.
[iot.ruleng.]
CreateRuleActionFailed|The rule action could not be created.
DeleteRuleActionFailed|The rule action could not be deleted.
IncorrectActionTypeForError|Error data cannot be forwarded to this cloud service.
IncorrectRegionName|Cross-region forwarding is only possible within the Chinese mainland.
IncorrectSysTopic|The basic or TSL communication topic is not valid.|Give a valid topic; see CreateRule.
IncorrectType|TopicType is not 0 (system/TSL), 1 (custom) or 2 (device status).
InvalidEndpoint|The endpoint is not valid.
InvalidFormattedTagInConfiguration|A tag in Configuration is too long.
InvalidRamRole|The RAM role is not valid.|Look up the role in the RAM console.
ListInstancesError|The list of instances could not be read.
OnlyAllowOneErrorAction|A rule can have only one destination for error messages.
QueryInstanceError|The instance's details could not be read.
QueryRuleActionFailed|The rule action could not be read.
RegionNotSupportRuleForwardCloudProduct|This region cannot forward data to the cloud service.|See which services each region supports.
RuleActionConfigurationIsNotJson|The rule action's Configuration is not JSON.|Write Configuration as JSON; see CreateRuleAction.
RuleAlreadyIsStarted|The rule is running already.
NullRamRoleArn|roleArn is missing.
NullRamRoleName|roleName is missing.
NullRuleActionConfig|The rule action's Configuration is missing.
NullRuleActionType|The rule action's Type is missing.
UpdateRuleActionFailed|The rule action could not be updated.
NullOtsInstanceName|The Tablestore instance name is missing.
NullTableNameInOtsInstance|The Tablestore table name is missing.
NullPrimaryKeyInOtsTable|The Tablestore table's primary key is missing.
NullPrimaryKeyNameInOts|The primary key name is missing.
NullPrimaryKeyTypeInOts|The primary key type is missing.
NullPrimaryKeyValueInOts|The primary key value is missing.
IncorrectPrimaryKeyValueInOtsTable|The primary key value does not suit the Tablestore table.|Compare with the table's primary key in the Tablestore console.
NullTopicNameInMns|The MNS topic is missing.
NotFoundTopicInMns|The MNS topic cannot be found.|Check the topic name and the request parameters.
QueryMnsTopicListActionError|The list of MNS topics could not be read.
NullServiceNameInFc|The Function Compute service name is not valid.
NullFunctionNameInFc|The function name is missing.
NotFoundServiceInFc|The Function Compute service cannot be found.|Take the service name from the Function Compute console.
InstanceNotFound|The Message Queue instance cannot be found.
ListMqTopicsError|The Message Queue topic could not be read.
TopicIsNotUnique|The topic exists already.
TopicNotFound|The topic cannot be found.
InvalidFormattedTagNameInHitsdb|The TSDB tag is wrongly formatted.
InvalidFormattedTimestampInHitsdb|The timestamp is wrongly formatted.
NotBindCustomerVpc|The instance is attached to no VPC.
NullInstanceNameInHitsdb|The TSDB instance name is missing.
NullTagNameInHitsdb|The TSDB tag name is missing.
NullTagValueInHitsdb|The TSDB tag value is missing.
NullTimestampInHitsdb|The timestamp is missing.
OnlySameRegionHitsdbSupport|The TSDB instance is in another region.
GrantVpcInstanceFailed|The VPC could not be authorized.
InvalidFormattedConnectionIp|The endpoint is wrongly formatted.
InvalidFormattedConnectionPort|The port is wrongly formatted.
InvalidFormattedRdsDatabaseName|The RDS database name is not valid.
InvalidFormattedRdsTableName|The RDS table name is not valid.
ListRdsAccountError|The RDS instance's accounts could not be read.
NotFoundTable|The RDS table cannot be found.
NotFoundVpcInstance|The VPC cannot be found.
NotFoundVpcInstanceConnection|The RDS instance's VPC endpoint cannot be found.|Give the RDS instance a valid VPC and vSwitch.
NotMatchedField|The field does not match the RDS table.
NullConnectionIp|The endpoint is missing.
NullConnectionPort|The port is missing.
NullRdsInstanceName|The RDS instance name is missing.
NullRdsDatabaseName|The RDS database name is missing.
NullRdsAccountName|The RDS account name is missing.
NullRdsPassword|The RDS account's password is missing.
NullRdsTableName|The RDS table name is missing.
NullRdsFieldName|The RDS field name is missing.
NullRdsFieldValue|The RDS field value is missing.
NullVpcInstance|The VPC is missing.
OnlySupportSameRegionRds|The RDS instance is in another region.
QueryServerMappingInfoError|The VPC's mapping information could not be read.
[iot.consumer.group.]
CallbackTypeEmpty|CallbackType of all consumer groups cannot be false.
ChangeDefaultConsumerGroupNotAllowed|The default consumer group cannot be changed.
ConsumerGroupExceedsLimit|Too many consumer groups are subscribed.
ConsumerGroupExceedLimit|There are too many consumer groups.
ConsumerGroupNameExisted|Another consumer group has this name.
ConsumerGroupNotExist|The consumer group cannot be found.
CreateConsumerGroupFailed|The consumer group could not be added.
DeleteConsumerGroupFailed|The consumer group could not be deleted.
InvalidConsumerGroupName|The consumer group name is not valid.
InvalidConsumerGroupId|The consumer group ID is not valid.
InvalidConsumerGroup|The consumer group is not valid.
InvalidGroupBy|The groupby parameter is not valid.
InvalidSubscribeType|The subscription type is not valid.
MnsCheckFailed|MNS could not be authenticated.
MnsNotSupport|A product with a transferred device cannot use MNS subscription.
ProductKeyExceedsLimit|The consumer group subscribes to too many services.
QueryConsumerGroupStatusFailed|The consumer group's status could not be read.
UpdateConsumerGroupFailed|The consumer group could not be updated.
SubscribeNotExist|The MNS or AMQP subscription cannot be found.
[iot.firmware.]
AlreadyExistedFirmwareName|Another update package has this name.|Choose another package name.
AlreadyExistedFirmwareVersion|The product already has an update package of this version.|Choose another package version.
BadlyFormattedGrayPercent|The update percentage is wrongly formatted.
BatchCancelDeviceUpgradeFailed|The device update could not be canceled.|Open a support ticket.
BlankFirmwareName|The update package name is nothing but spaces.
CancelOTAStrategyByJobFailed|The dynamic batch's update policy could not be canceled.|Open a support ticket.
CancelOTATaskByJobFailed|The batch's device update tasks could not be canceled.|Open a support ticket.
CancelOptionIsMandatory|A required cancel parameter is missing.
CancelUpgradeTaskFailed|The update batch could not be canceled.|Open a support ticket.
CreateFirmwareFailure|The update package could not be created.|Open a support ticket.
CreateOTAUpgradeJobFailure|The update batch could not be created.|Open a support ticket.
DeleteFirmwareFailure|The update package could not be deleted.|Open a support ticket.
DeviceUpgradeRecordNotFound|The device is not being updated.|Check that the update task runs, and the request parameters.
DeviceWithDestinationVersionInArray|A device already runs the destination version.|Look for devices that are updated already.
DynamicGrayNotSupported|A dynamic update cannot be phased.|Not supported; use another kind of update.
DynamicSpecificNotSupported|A dynamic update cannot be limited to specific devices.|Not supported; use another kind of update.
EmptyFirmwareFile|The update package file is empty (size 0).|Upload a valid package file.
FireTimeMustLargeThanCurrentTime|The scheduled time is not in the future.
FireTimeTooLate|The scheduled time is more than seven days ahead.
FireTimeTooShort|The scheduled time is less than 5 minutes ahead.
FirmwareAndProductKeyMismatch|The update package belongs to another ProductKey.
FirmwareCountExceedMax|There are more than 500 update packages.|Delete packages that are no longer used.
FirmwareDescriptionExceedMaxLength|The package description exceeds 100 characters.
FirmwareNotFound|The update package cannot be found.
FirmwareNotVerified|The update package is not verified, so no update can start.|Have the package verified first.
GenerateOTAUploadURLFailure|The package upload URL could not be generated.
GrayAppliesToStaticOnly|Only static update batches can be phased.
InProgressDynamicJobExisted|The package already has a running dynamic batch; one is the maximum.|Cancel that batch, then create the new one.
InProgressVerifyJobExisted*|A verification task of the package is still running.|Wait for it to finish before creating another.
IncorrectDeviceUpgradeJobStatus|The device update task's status forbids canceling it.|Check whether the task is in progress.
IncorrectFormattedFirmwareName|The package name is wrongly formatted.
IncorrectFormattedFirmwareVersion|The package version is wrongly formatted.
IncorrectFormattedModuleName|The module name is wrongly formatted.
IncorrectFormattedSrcVersion|The source version is wrongly formatted.
InvalidDynamicMode|The dynamic update mode is not valid.
InvalidFirmware|The update package is not valid.
InvalidFirmwareId|The package ID is not valid.
InvalidFirmwareSign|The package signature is not valid.
InvalidFirmwareSignMethod|The package signature algorithm is not valid.
InvalidFirmwareSize|The package size breaks the limits.
InvalidFirmwareType|The package type is not valid.
InvalidFirmwareUrl|The package URL is not valid.
InvalidGenerateOTAUploadURLParam|Invalid parameters kept the upload URL from being generated.
InvalidGrayPercent|The phased update's percentage is not valid.
InvalidMaximumPerMinute|The maximum update rate breaks the limits.
InvalidOTAJobId|The batch ID is not valid.
InvalidOTATaskId|The update task ID (TaskId) is not valid or does not exist.
InvalidOverwriteMode|The overwrite mode is not valid.
InvalidProductKey|The ProductKey is not valid.
InvalidRetryCount|The retry count is not valid.
InvalidRetryInterval|The retry interval is not valid.
InvalidSelectionType|The selection type is not valid.
InvalidTargetSelection|The target selection is not valid.
InvalidTaskStatus|The update task's status is not valid for the request.
InvalidTimeoutSetting|The timeout is not valid.
JobAlreadyCanceled|The batch is canceled already.
JobHasNoScheduleTime|The batch is not a scheduled one.
ListOTAFirmwareFailed|The list of update packages could not be read.
ListOTAJobFailed|The list of update batches could not be read.
ListOTAModuleFailed|The list of modules could not be read.
ListOTAModuleNameByProductFailed|The product's list of modules could not be read.
ListOTATaskByDeviceFailed|The device's update records could not be read.
ListOTATaskByJobFailed|The batch's update records could not be read.
MalformedFirmwareUrl|The package URL is malformed.
ModuleCountLimitExceeded|There are too many modules.
ModuleNameReserved|The module name is reserved; another one is needed.
MoreThanOneSrcVersion|A differential package allows only one source version.
NoDeviceCanUpgrade|No device is left to update.|Check whether the devices are updated already.
NonVersionedDeviceInArray|A device has reported no version or an invalid one.
NotDynamicJob|Only a dynamic batch's update policy can be canceled.
NullFirmwareId|The package ID is missing.
NullFirmwareName|The package name is missing.
NullFirmwareUrl|The package URL is missing.
NullFirmwareVersion|The package version is missing.
NullGrayPercent|The phased update's percentage is missing.
NullOTAJobId|The batch ID is missing.
NullSelectionType|The selection type is missing.
NullSrcVersions|The versions to update are missing.
NullTargetDeviceNames|The devices of the static specific update are missing.
NullTargetSelection|The target selection is missing.
NullTaskId|The ID is missing (the manual says batch ID).
ParameterSizeExceedMax|A list parameter has too many entries.
ReUpgradeFailedFirmwareNotVerified|The package is not verified, so the update cannot restart.
ScheduleFinishTimeEarlierThanStartTime|The scheduled end is not after the start.
ScheduleFinishTimeTooEarly|The scheduled end is less than 60 minutes after the start.
ScheduleFinishTimeTooLate|The scheduled end is more than 30 days after the start.
ScheduleFinishTimeWithoutStartTime|A scheduled update needs both start and end time.
SrcDestVersionMatched|Source and destination version are the same.
SrcVersionIsMandatory|The differential package lacks its source version.
SrcVersionMismatch|The device's version is not the package's source version.
SrcVersionsNotAllowed|Several source versions are not allowed here.
SrcVersionsSizeExceedMax|Too many source versions were given.
SystemBusy*|The system is busy.|Retry after a while; open a ticket if it keeps failing.
SystemBusyForScheduleTime*|The system is busy; the scheduled update needs another time.|Retry after a while; open a ticket if it keeps failing.
TargetDeviceNamesNotAllowed|A static specific update is not possible on the device.
TooManyDeviceUpgrade*|Too many devices ask for updates just now.|Check the parameters and retry after one minute.
TooManyDeviceUpgradeForScheduleTime*|Too many devices ask for updates at the scheduled time.|Choose another time, or retry after one minute.
UpgradeSrcVersionMismatch|The version to update is not the differential package's source version.
VerifyFirmwareFailed|The update package could not be verified.|Open a support ticket.
JobTagIsTooLong|The new batch's tags exceed 4,096 characters together.
JobTagKeyInvalid|A tag key of the new batch is not valid.
JobTagValueInvalid|A tag value of the new batch is not valid.
JobTagTooMany|The new batch has more than 10 Key:Value tags.
VerifyFirmwareNoNeed|The update package needs no verification.
[iot.ota.]
PackageFileAmountExceed|The new package has more than 20 files.
PackageFileParamConflict|Single-file and multi-file parameters were mixed for the new package.
PackageFileNameDuplicated|Two files of the new package have the same name.
PackageFileUrlDuplicated|Two files of the new package have the same URL.
PackageFileSignDuplicated|Two files of the new package have the same signature.
CreateOTAModuleFailure|The OTA module could not be created.|Open a support ticket.
CreateOTAModuleParamError|A parameter for creating the OTA module is not valid.
CreateOTAModuleExceedLimit|The product has too many OTA modules.|Delete modules that are no longer used.
CreateOTAModuleNameExist|An OTA module of this name exists already.|Choose a valid, unique module name.
UpdateOTAModuleFailure|The OTA module could not be updated.|Open a support ticket.
UpdateOTAModuleParamError|A parameter for updating the OTA module is not valid.
DeleteOTAModuleParamError|A parameter for deleting the OTA module is not valid.
DeleteOTAModuleFailure|The OTA module could not be deleted.
DeleteOTAModulePackageExist|An update package is attached to the OTA module, so it stays.
DeleteOtaDefaultModule|The default module cannot be deleted.
ListOTAModuleParamError|A parameter for listing OTA modules is not valid.
ListOTAModuleFailure|The list of OTA modules could not be read.
OTAModuleNotExist|The product has no such OTA module to update or delete.
TooManyOtaTask|TaskId.N holds too many task IDs.
TaskIdIsNull|TaskId.N is missing.
ConfirmNotAllowedNow*|The waiting device update cannot be confirmed at this time.|Check the parameters and retry later.
EmptyDeviceInfoParams|The device information is missing.
InvalidOtaModuleName|The OTA module name is wrongly formatted.
GroupNotExist|The group cannot be found.
DynamicGroupExpressionInvalid|A dynamic group's update condition lacks module name and module version.
DynamicGroupTaskCountExceedLimit|The dynamic group has more than five update batches.
UpgradeDeviceCountExceedLimit|Too many devices ask for updates; see the limits.|Open a support ticket.
GroupUpgradeTenantInvalid|The account's group-based update is not valid.
GroupTypeInvalid|The group type of the group-based update is not valid.
DownloadProtocolInvalid|The batch's package download protocol is not valid.
DownloadProtocolMqttNotSuitable|The batch's package cannot be downloaded over MQTT.
DynamicGroupConflict|OverwriteMode and MultiModuleMode differ from the dynamic group's existing batches.
OverWriteAndMultiModuleConflict|Set either OverwriteMode to 2 or MultiModuleMode to true.
dynamicGroupForbiddenInDefaultInstance|Old-version public instances cannot run dynamic group updates.|Not supported; use another instance.
multiModuleModeForbiddenInDefaultInstance|Old-version public instances cannot update several modules at once.|Not supported; use another instance.
InvalidTaskExist|At least one given device update task failed or is canceled.
UnmatchedJob|The batch ID does not fit the device update task's ID.
JobCanceled|The update batch is canceled.
InvalidJobId|No update batch has this ID.
InvalidFirmwareUid|The update package cannot be found.
InvalidTaskId|No device update task has this ID.
FailedTaskNotFound|The batch has no failed or canceled device update task.
DeviceNotReUpgraded|No device was found whose update can restart.
DeviceNotExist|The device cannot be found.
FirmwareNotVerified*|The package is still being verified; the update cannot restart.|Retry once the package is verified.
NotFirmwareOwner|The caller does not own the package or lacks the permission.
[iot.ota.tag.]
KeyDuplicated|A key occurs twice in the tag list.
[InvalidAccessKeyId.]
NotFound|The AccessKey ID does not exist.|Check the AccessKey ID; it may be deleted or disabled.
[InvalidTimeStamp.]
Expired|The time stamp is more than 15 minutes off.|Set the clock right; the time stamp is in UTC.
[Throttling.]
User*|The account calls too often.|Retry after a while, and call less often.
[Forbidden.]
RAM|The RAM user or role may not call this operation.|Grant the permission in RAM.
`;

/** Codes that the gateway makes up from a parameter's name: MissingProductKey is a MissingParameter. */
const PREFIXES = [
  ['Missing', 'MissingParameter'],
  ['Invalid', 'InvalidParameter'],
  ['Throttling', 'Throttling.User'],
] as const;

let hints: Map<string, ErrorCodeHint> | undefined;

/** The catalogue's hint on an error code of the platform or its gateway; undefined when the code is unknown. */
export function errorHint(code: string): ErrorCodeHint | undefined {
  hints ??= parsed();
  const known = hints.get(code);
  if (known !== undefined) return known;
  const general = PREFIXES.find(([prefix]) => code.startsWith(prefix))?.[1];
  return general === undefined ? undefined : hints.get(general);
}

function parsed(): Map<string, ErrorCodeHint> {
  const all = new Map<string, ErrorCodeHint>();
  let namespace = '';
  for (const line of CODES.trim().split('\n')) {
    if (line.startsWith('[')) {
      namespace = line.slice(1, -1);
      continue;
    }
    const [name = '', description = '', solution = USUAL_SOLUTION] = line.split('|');
    const retryable = name.endsWith('*');
    all.set(namespace + (retryable ? name.slice(0, -1) : name), { description, solution, retryable });
  }
  return all;
}
